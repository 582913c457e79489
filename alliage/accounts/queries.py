"""Readings of accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from . import registry
from .models import Consent, JournalEntry, User


def verified_addresses(user: User) -> set[str]:
    """Give the addresses that the person proved to hold, by following a link sent there."""
    proven = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    return {str(address).lower() for address in proven.values_list("email", flat=True)}


# --- My data -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Held:
    """One kind of data held about a person: what, why, how many rows."""

    label: str
    why: str
    count: int


@dataclass(frozen=True)
class Choice:
    """A purpose as the person sees it: its words in force, and what they said so far."""

    purpose: registry.Purpose
    standing: Consent | None
    history: tuple[Consent, ...]

    @property
    def is_outdated(self) -> bool:
        """Whether the words changed since the person allowed it."""
        return bool(self.standing and self.standing.wording_version != self.purpose.current.version)


def held_about(user: User) -> list[Held]:
    """Say what is held about a person, and why."""
    return [
        Held(str(data.label), str(data.why), len(data.reader(user)))
        for data in registry.personal_data()
    ]


def choices_of(user: User) -> list[Choice]:
    """Give each purpose with what the person said of it."""
    said = list(Consent.objects.of(user))
    choices = []
    for purpose in registry.purposes().values():
        history = tuple(row for row in said if row.purpose == purpose.code)
        standing = next((row for row in history if row.withdrawn_at is None), None)
        choices.append(Choice(purpose, standing, history))
    return choices


def has_consented(user: User, purpose: str) -> bool:
    """Tell whether a person allows a purpose today, under its words in force."""
    version = registry.purposes()[purpose].current.version
    return (
        Consent.objects.of(user)
        .standing()
        .filter(purpose=purpose, wording_version=version)
        .exists()
    )


def export_of(user: User) -> dict[str, Any]:
    """Lay out all that is held about a person, for a machine (GDPR, art. 20)."""
    return {
        "format": "alliage-personal-data/1",
        "exported_at": timezone.now(),
        "data": {data.name: data.reader(user) for data in registry.personal_data()},
    }


def account_rows(user: User) -> list[dict[str, Any]]:
    """Read the account of a person."""
    return [
        {
            "email": user.email,
            "verified_addresses": sorted(verified_addresses(user)),
            "name": user.name,
            "joined_at": user.joined_at,
            "last_login": user.last_login,
            "roles": sorted(user.groups.values_list("name", flat=True)),
        }
    ]


def consent_rows(user: User) -> list[dict[str, Any]]:
    """Read what a person allowed, with the words they were shown."""
    texts = {
        (purpose.code, wording.version): wording.text
        for purpose in registry.purposes().values()
        for wording in purpose.versions
    }
    return [
        {
            "purpose": row.purpose,
            "wording_version": row.wording_version,
            "text": texts.get((row.purpose, row.wording_version)),
            "given_at": row.given_at,
            "withdrawn_at": row.withdrawn_at,
        }
        for row in Consent.objects.of(user)
    ]


def journal_rows(user: User) -> list[dict[str, Any]]:
    """Read what the journal says that a person did."""
    fields = ("at", "verb", "about_kind", "about_key", "about_label", "details")
    return list(user.journal_entries.values(*fields))


# --- What has had its time -----------------------------------------------------------------------
def unconfirmed_accounts(before: datetime) -> QuerySet[User]:
    """Give the accounts whose owner never proved the address nor signed in."""
    proven = EmailAddress.objects.filter(verified=True).values("user_id")
    never_used = User.objects.filter(last_login=None, is_staff=False, is_superuser=False)
    return never_used.filter(joined_at__lt=before).exclude(pk__in=proven)


def expired_sessions(before: datetime) -> QuerySet[Session]:
    """Give the sessions that let nobody in any more."""
    return Session.objects.filter(expire_date__lt=before)


def old_signed_entries(before: datetime) -> QuerySet[JournalEntry]:
    """Give the old lines of the journal that still name somebody."""
    return JournalEntry.objects.filter(at__lt=before, by__isnull=False)


def old_withdrawn_consents(before: datetime) -> QuerySet[Consent]:
    """Give the consents taken back long ago."""
    return Consent.objects.filter(withdrawn_at__lt=before)


# --- The journal ---------------------------------------------------------------------------------
def journal(filters: Mapping[str, Any]) -> QuerySet[JournalEntry]:
    """Read the journal: by person, verb, object and days; the newest first."""
    entries = JournalEntry.objects.select_related("by")
    if who := filters.get("person"):
        entries = entries.filter(Q(by__email__icontains=who) | Q(by__name__icontains=who))
    if verb := filters.get("verb"):
        entries = entries.filter(verb__startswith=verb)
    if about := filters.get("about"):
        named = Q(about_label__icontains=about) | Q(about_kind__icontains=about)
        entries = entries.filter(named | Q(about_key=about))
    if since := filters.get("since"):
        entries = entries.filter(at__gte=_midnight(since))
    if until := filters.get("until"):
        entries = entries.filter(at__lt=_midnight(until) + timedelta(days=1))
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
