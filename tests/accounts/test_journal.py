"""The journal: kept by the database itself, read by administrators."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliage.accounts.models import JournalEntry, User
from alliage.accounts.services import record
from tests.network.factories import OrganisationFactory
from tests.network.people import browser, person

pytestmark = pytest.mark.django_db
URL = "accounts:journal"


@pytest.fixture
def entry(member_user: User) -> JournalEntry:
    return record("essai.fait", OrganisationFactory.create(name="Nous"), by=member_user)


# --- Append-only -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        {"verb": "autre.acte"},
        {"about_kind": "x.y"},
        {"about_key": "2"},
        {"about_label": ""},
        {"details": {"x": 1}},
        {"at": "2020-01-01T00:00:00Z"},
    ],
)
def test_no_line_changes(entry: JournalEntry, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(**change)


def test_no_line_is_given_to_another_author(entry: JournalEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.update(by=person("Autre"))


def test_no_line_is_removed(entry: JournalEntry) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk)._raw_delete("default")


def test_an_author_goes_and_the_line_stays(entry: JournalEntry, member_user: User) -> None:
    member_user.delete()
    entry.refresh_from_db()
    assert (entry.by, entry.about_label) == (None, "Nous")


def test_a_person_is_never_named_by_what_cannot_be_mended(member_user: User) -> None:
    assert record("essai.fait", member_user).about_label == ""


# --- The page ----------------------------------------------------------------------------------
def test_only_administrators_read_it(
    visitor: Client, member: Client, animator: Client, administrator: Client, entry: JournalEntry
) -> None:
    assert "next=" in visitor.get(reverse(URL)).headers["Location"]
    assert member.get(reverse(URL)).status_code == 403
    assert animator.get(reverse(URL)).status_code == 403
    assert "essai.fait" in administrator.get(reverse(URL)).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"person": "mina"}, True),
        ({"person": "membre@"}, True),
        ({"person": "autre"}, False),
        ({"verb": "essai."}, True),
        ({"verb": "fait"}, False),
        ({"about": "nous"}, True),
        ({"about": "organisation"}, True),
        ({"about": "rien"}, False),
        ({"since": "2020-01-01", "until": "2099-01-01"}, True),
        ({"since": "2099-01-01"}, False),
        ({"until": "2020-01-01"}, False),
    ],
)
def test_it_is_filtered(
    administrator: Client, entry: JournalEntry, query: dict[str, str], found: bool
) -> None:
    html = administrator.get(reverse(URL), query).content.decode()
    assert ("essai.fait" in html) is found
    assert ("Aucun acte ne répond" in html) is not found


def test_a_wrong_date_is_told(administrator: Client) -> None:
    html = administrator.get(reverse(URL), {"since": "hier"}).content.decode()
    assert "Une réponse est à revoir" in html


def test_it_costs_the_same_for_one_line_and_for_many(administrator_user: User) -> None:
    client, organisation = browser(administrator_user), OrganisationFactory.create()

    def cost() -> int:
        client.get(reverse(URL))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(URL))
        return len(captured)

    record("a.b", organisation, by=person("Zoé"))
    before = cost()
    for n in range(60):
        record("a.b", organisation, by=person(f"P{n}"), details={"role": "member"})
    assert cost() == before
    assert client.get(reverse(URL), {"page": "2"}).status_code == 200
    assert before <= 5
