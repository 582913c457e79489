"""The links of the account page: only the composition root knows every page of a person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.network.permissions import animates_somewhere, is_administrator
from alliage.web import panels
from alliage.web.panels import Panel

Links = list[tuple[str, str]]


def own_pages(_request: HttpRequest, person: User) -> Panel:
    """Lead a person to what is theirs, and to what they may decide."""
    groups = [(_("Ce que je fais ici"), _mine())]
    if animates_somewhere(person):
        groups.append((_("Animer"), _animating()))
    if is_administrator(person):
        groups.append((_("Administrer"), _administering()))
    return Panel("config/account_links.html", {"groups": groups}, order=10)


def _mine() -> Links:
    return [
        (_("Mes contributions"), reverse("contribution:mine")),
        (_("Mes collections"), reverse("curation:my_collections")),
        (_("Mes signets"), reverse("curation:bookmarks")),
        (_("Mes recherches"), reverse("curation:searches")),
        (_("Mes organisations"), reverse("network:mine")),
        (_("Mes jetons"), reverse("api:tokens")),
        (_("Mes données"), reverse("accounts:my_data")),
    ]


def _animating() -> Links:
    return [
        (_("Les fiches à relire"), reverse("contribution:queue")),
        (_("Les demandes d’appartenance"), reverse("network:requests")),
        (_("Importer un fichier"), reverse("exchange:imports")),
        (_("Avis des lecteurs"), reverse("curation:feedback_list")),
    ]


def _administering() -> Links:
    return [
        (_("Le journal"), reverse("accounts:journal")),
        (_("Les tâches de fond"), reverse("tasks:list")),
        (_("Les moissonnages"), reverse("harvesting:sources")),
    ]


def declare_account_links() -> None:
    """Put the links at the head of the account page."""
    panels.register("account", own_pages)
