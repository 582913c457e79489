"""Watch a filtered list, and tell what is new in it."""

import hashlib

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliage.accounts.models import User
from alliage.curation.models import SavedSearch
from alliage.curation.queries.lists import clean_query_string, found_slugs
from alliage.notifications.services import notify

from .collections import CurationError

MOST_SEARCHES = 50
# An accent takes six characters in an address: what was short enough to type may not be to keep.
LONGEST_QUERY = 1_000
NEWS_KIND = "curation.news"


@transaction.atomic
def save_search(by: User, *, kind: str, query_string: str, name: str) -> SavedSearch:
    """Save a filtered list; what it holds today is not news. The same list twice is renamed."""
    cleaned = clean_query_string(kind, query_string)
    if len(cleaned) > LONGEST_QUERY:
        raise CurationError(
            _("Cette recherche a trop de filtres pour être enregistrée. Retirez-en quelques-uns.")
        )
    known = SavedSearch.objects.filter(user=by, kind=kind, query_string=cleaned).first()
    if known is not None:
        known.name = name
        known.save(update_fields=["name"])
        return known
    if SavedSearch.objects.filter(user=by).count() >= MOST_SEARCHES:
        raise CurationError(
            _("Vous avez déjà %d recherches enregistrées : supprimez-en une d’abord.")
            % MOST_SEARCHES
        )
    return SavedSearch.objects.create(
        user=by,
        kind=kind,
        query_string=cleaned,
        name=name,
        known=found_slugs(kind, cleaned),
        checked_at=timezone.now(),
    )


@transaction.atomic
def watch_search(search: SavedSearch, *, is_watched: bool) -> SavedSearch:
    """Ask to be told of news, or no longer; what came meanwhile is not told later."""
    search.is_watched = is_watched
    search.known = found_slugs(search.kind, search.query_string)
    search.save(update_fields=["is_watched", "known"])
    return search


@transaction.atomic
def forget_search(search: SavedSearch) -> None:
    """Throw a saved search away."""
    search.delete()


@task
def tell_news() -> int:
    """Tell each person what is new in the lists they watch; done again, it tells nothing twice."""
    watched = SavedSearch.objects.filter(is_watched=True, user__is_active=True)
    return sum(_tell(pk) for pk in watched.values_list("pk", flat=True).iterator())


@transaction.atomic
def _tell(pk: int) -> int:
    search = SavedSearch.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    found = found_slugs(search.kind, search.query_string)
    known = set(search.known)
    news = [slug for slug in found if slug not in known]
    search.known, search.checked_at = found, timezone.now()
    search.save(update_fields=["known", "checked_at"])
    if not news:
        return 0
    notify(
        NEWS_KIND,
        event=f"curation.news:{search.pk}:{_digest(news)}",
        to=[search.user],
        title=_("Du nouveau : %s") % search.name,
        body=ngettext(
            "%d fiche nouvelle répond à votre recherche.",
            "%d fiches nouvelles répondent à votre recherche.",
            len(news),
        )
        % len(news),
        url=search.list_url,
    )
    return len(news)


def _digest(slugs: list[str]) -> str:
    return hashlib.sha256(" ".join(sorted(slugs)).encode()).hexdigest()[:24]
