"""Sheets that nobody checked for a year, and those who can tell."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.contribution.services import ask_verifications
from alliage.notifications.models import Mail, Notification
from alliage.territories.models import Territory
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory, PlaceFactory
from tests.network.people import Role, belongs, person


def days_ago(days: int) -> date:
    """The day so many days ago."""
    return timezone.localdate() - timedelta(days=days)


def stale(place: Territory | None = None, **fields: Any) -> Alliance:
    """Make a published sheet last checked thirteen months ago."""
    alliance: Alliance = AllianceFactory.create(last_checked_on=days_ago(400), **fields)
    if place:
        PlaceFactory.create(alliance=alliance, territory=place)
    return alliance


def partner(name: str, *alliances: Alliance, role: str = Role.REPRESENTATIVE) -> User:
    """Make somebody speak for one partner of these alliances."""
    somebody, organisation = person(name), None
    for alliance in alliances:
        part = ParticipationFactory.create(
            alliance=alliance, **({"organisation": organisation} if organisation else {})
        )
        organisation = part.organisation
    if organisation:
        belongs(somebody, organisation, role)
    return somebody


def ask() -> int:
    """Run the nightly task."""
    asked: int = ask_verifications.call()
    return asked


def titles(somebody: User) -> list[str]:
    """The sheets that somebody was asked about, in order."""
    told = Notification.objects.filter(person=somebody, kind="contribution.verify")
    return [one.title.split("?\u00a0" if "?\u00a0" in one.title else "? ")[-1]
            for one in told.order_by("pk")]  # fmt: skip


def mails(somebody: User) -> int:
    """How many e-mails of this kind somebody has or will have."""
    return Mail.objects.filter(person=somebody, kind="contribution.verify").count()
