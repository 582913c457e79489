"""What a person was told, and what they chose."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.calc.typography import capital

from . import registry
from .messages import DIGESTS
from .models import Mail, Notification, Preference, Rhythm

STUCK = "stuck"


class Tab(NamedTuple):
    """One state of the outbox, as a tab."""

    label: str
    url: str
    is_current: bool


class Wish(NamedTuple):
    """One kind of news, and how often the person wants e-mails about it."""

    code: str
    label: str | Promise
    rhythm: str


def unread_count(user: User | AnonymousUser) -> int:
    """How many things the person has not read; nobody asks the database for a visitor."""
    if not user.is_authenticated:
        return 0
    return Notification.objects.filter(person=user).unread().count()


def notifications_of(user: User) -> QuerySet[Notification]:
    """What the person was told, unread first, then the newest first."""
    return Notification.objects.filter(person=user).order_by(
        F("read_at").desc(nulls_first=True), "-created_at", "-pk"
    )


def wishes_of(user: User) -> list[Wish]:
    """Every kind of news, with the rhythm that the person chose or that of its kind."""
    chosen = dict(Preference.objects.filter(person=user).values_list("kind", "rhythm"))
    return [
        Wish(kind.code, kind.label, chosen.get(kind.code, kind.default))
        for kind in registry.kinds().values()
    ]


def label_of(kind: str) -> str | Promise:
    """Say in words what a signed link stops."""
    if kind == DIGESTS[Rhythm.DAILY]:
        return _("Votre résumé du jour")
    if kind == DIGESTS[Rhythm.WEEKLY]:
        return _("Votre résumé de la semaine")
    known = registry.kinds().get(kind)
    return known.label if known else _("Les messages de cette instance d’Alliage")


def has_mail_due() -> bool:
    """Tell whether an e-mail waits that could leave now."""
    return Mail.objects.due(timezone.now()).exists()


def outbox(state: str = "") -> QuerySet[Mail]:
    """The e-mails of the outbox, the newest first: all, those of a state, or those stuck."""
    mails = Mail.objects.order_by("-pk")
    if state == STUCK:
        return mails.stuck(timezone.now())
    return mails.filter(state=state) if state in Mail.State.values else mails


def outbox_tabs(current: str) -> list[Tab]:
    """The states that hold e-mails, each with how many, as tabs of the page."""
    counts = dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))
    stuck = Mail.objects.stuck(timezone.now()).count()
    tabs = [Tab(f"{_('Tous')} ({sum(counts.values())})", "?", current not in counts)]
    if stuck:
        tabs.append(Tab(f"{_('À voir')} ({stuck})", f"?etat={STUCK}", current == STUCK))
        tabs[0] = tabs[0]._replace(is_current=tabs[0].is_current and current != STUCK)
    labels = dict(Mail.State.choices)
    for state, count in counts.items():
        words = capital(str(labels[state]))
        tabs.append(Tab(f"{words} ({count})", f"?etat={state}", current == state))
    return tabs
