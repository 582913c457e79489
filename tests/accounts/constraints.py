"""The rules that the database keeps for the accounts context."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alliage.accounts.models import Consent, JournalEntry, User


def entry(**fields: Any) -> JournalEntry:
    return JournalEntry.objects.create(about_kind="a.b", about_key="1", **fields)


def consent(**fields: Any) -> Consent:
    user = User.objects.get_or_create(email="une@exemple.fr")[0]
    return Consent.objects.create(user=user, purpose="contact", wording_version="1", **fields)


def consents_twice() -> None:
    consent()
    consent()


REFUSED = [
    ("journal_verb_present", entry, {"verb": ""}),
    (
        "consent_withdrawn_after_given",
        consent,
        {"withdrawn_at": timezone.now() - timedelta(days=1)},
    ),
]
SAME = [("consent_standing_once", consents_twice)]
