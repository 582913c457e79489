"""The rules that the database keeps for the contribution context."""

from tests.capitalisation.factories import AllianceFactory
from tests.network.factories import OrganisationFactory

from .factories import (
    AuthorFactory,
    ConfirmationFactory,
    DraftFactory,
    RemarkFactory,
    RevisionFactory,
)


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


REFUSED = [
    ("draft_state_known", DraftFactory, {"state": "x"}),
    ("draft_version_positive", DraftFactory, {"version": 0}),
    ("draft_submitted_has_its_date", DraftFactory, {"state": "submitted"}),
    ("draft_accepted_has_its_sheet", DraftFactory, {"state": "accepted"}),
    ("draft_refused_says_why", DraftFactory, {"state": "refused"}),
    ("remark_has_text", RemarkFactory, {"text": ""}),
    ("confirmation_answer_known", ConfirmationFactory, {"answer": "x"}),
    ("confirmation_change_says_what", ConfirmationFactory, {"answer": "change"}),
    ("revision_number_positive", RevisionFactory, {"number": 0}),
]
SAME = [
    ("confirmation_one_word_by_partner", answered_twice),
    ("draft_one_open_amendment", amended_twice),
    ("revision_number_once", numbered_twice),
]
