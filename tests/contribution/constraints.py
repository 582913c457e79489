"""The rules that the database keeps for the contribution context."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from tests.capitalisation.factories import AllianceFactory
from tests.network.factories import OrganisationFactory

from .factories import (
    AuthorFactory,
    CoAuthorFactory,
    ConfirmationFactory,
    DraftFactory,
    InvitationFactory,
    RemarkFactory,
    RevisionFactory,
    VerificationFactory,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def amended_twice() -> None:
    author, alliance = AuthorFactory.create(), AllianceFactory.create()
    DraftFactory.create(author=author, alliance=alliance)
    DraftFactory.create(author=author, alliance=alliance)


def numbered_twice() -> None:
    alliance = AllianceFactory.create()
    RevisionFactory.create(alliance=alliance)
    RevisionFactory.create(alliance=alliance)


def answered_twice() -> None:
    alliance, organisation = AllianceFactory.create(), OrganisationFactory.create()
    ConfirmationFactory.create(alliance=alliance, organisation=organisation)
    ConfirmationFactory.create(alliance=alliance, organisation=organisation)


def asked_twice_a_year() -> None:
    author, alliance = AuthorFactory.create(), AllianceFactory.create()
    VerificationFactory.create(person=author, alliance=alliance)
    VerificationFactory.create(person=author, alliance=alliance)


def invited_twice(about: str) -> None:
    draft, sheet = DraftFactory.create(), AllianceFactory.create()
    of_sheet = {"draft": None, "alliance": sheet, "organisation": OrganisationFactory.create()}
    told = of_sheet if about == "sheet" else {"draft": draft}
    for _ in range(2):
        InvitationFactory.create(address="une@exemple.fr", **told)


def shared_twice(**with_whom: Any) -> None:
    draft = DraftFactory.create()
    invited = {} if "user" in with_whom else {"user": None, "joined_at": None}
    for _ in range(2):
        CoAuthorFactory.create(draft=draft, **invited, **with_whom)


ANSWERED = {"state": "counted", "answer": "exact", "answered_at": timezone.now()}
REFUSED = [
    ("coauthor_joined_or_invited", CoAuthorFactory, {"joined_at": None}),
    (
        "coauthor_address_lower_case",
        CoAuthorFactory,
        {"user": None, "joined_at": None, "address": "Une@exemple.fr"},
    ),
    ("draft_state_known", DraftFactory, {"state": "x"}),
    ("draft_version_positive", DraftFactory, {"version": 0}),
    ("draft_submitted_has_its_date", DraftFactory, {"state": "submitted"}),
    ("draft_accepted_has_its_sheet", DraftFactory, {"state": "accepted"}),
    ("draft_refused_says_why", DraftFactory, {"state": "refused"}),
    ("remark_has_text", RemarkFactory, {"text": ""}),
    ("confirmation_answer_known", ConfirmationFactory, {"answer": "x"}),
    ("confirmation_change_says_what", ConfirmationFactory, {"answer": "change"}),
    ("partner_invitation_about_one", InvitationFactory, {"draft": None}),
    ("partner_invitation_state_known", InvitationFactory, ANSWERED | {"state": "x"}),
    ("partner_invitation_answer_and_state_agree", InvitationFactory, {"answer": "exact"}),
    ("partner_invitation_change_says_what", InvitationFactory, ANSWERED | {"answer": "change"}),
    ("partner_invitation_waits_at_an_address", InvitationFactory, {"address": ""}),
    ("revision_number_positive", RevisionFactory, {"number": 0}),
    ("verification_answer_known", VerificationFactory, {"answer": "x", "answered_at": NOW}),
    ("verification_answer_has_its_date", VerificationFactory, {"answer": "exact"}),
    ("verification_answer_has_its_date", VerificationFactory, {"answered_at": NOW}),
    (
        "verification_change_says_what",
        VerificationFactory,
        {"answer": "change", "answered_at": NOW},
    ),
    ("verification_reminder_follows_a_question", VerificationFactory, {"reminded_at": NOW}),
    ("verification_settled_once_answered", VerificationFactory, {"settled_at": NOW}),
]
SAME = [
    ("verification_once_a_year", asked_twice_a_year),
    ("coauthor_once", lambda: shared_twice(user=AuthorFactory.create())),
    ("coauthor_address_once", lambda: shared_twice(address="une@exemple.fr")),
    ("coauthor_organisation_once", lambda: shared_twice(organisation=OrganisationFactory.create())),
    ("confirmation_one_word_by_partner", answered_twice),
    ("partner_invitation_of_sheet_once", lambda: invited_twice("sheet")),
    ("partner_invitation_of_draft_once", lambda: invited_twice("draft")),
    ("draft_one_open_amendment", amended_twice),
    ("revision_number_once", numbered_twice),
]
