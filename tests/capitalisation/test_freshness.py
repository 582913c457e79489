"""Sheets say when somebody last found them exact, and are marked after a year."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliage.capitalisation.models import Alliance, Basis, Freshness, Resource
from alliage.capitalisation.models.freshness import year_before
from alliage.capitalisation.queries.freshness import due_mark
from alliage.capitalisation.queries.rows import alliance_rows, resource_row
from alliage.capitalisation.services import mark_checked
from tests.network.factories import OrganisationFactory

from .factories import AllianceFactory, ResourceFactory, SourceFactory

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("iso", "today", "expected"),
    [
        ("2025-11-24", "2026-11-24", "2026-11-24"),
        ("2025-11-25", "2026-11-24", None),
        ("2025-11", "2026-10-31", None),
        ("2025-11", "2026-11-01", "2026-11-01"),
        ("2024", "2026-11-24", "2026-01-01"),
        ("2024-02-29", "2025-02-28", None),
        ("2024-02-29", "2025-03-01", "2025-03-01"),
        ("2024-02-29", "2028-02-29", "2028-02-29"),
        ("2030-01-01", "2026-11-24", None),
    ],
)
def test_a_sheet_is_due_at_each_whole_year(iso: str, today: str, expected: str | None) -> None:
    found = Freshness(iso, Basis.CHECKED).anniversary(date.fromisoformat(today))
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize("shift", range(-3, 400, 31))
def test_a_year_before_and_a_year_after_agree(shift: int) -> None:
    """What the database calls due is what the page calls due, leap years included."""
    today = date(2024, 2, 27) + timedelta(days=shift)
    limit = year_before(today)
    for day in (limit - timedelta(days=1), limit, limit + timedelta(days=1)):
        assert Freshness(day.isoformat(), Basis.CHECKED).is_due(today) is (day <= limit)


def made(checked: str = "", read: tuple[str, ...] = (), created: str = "2026-11-01") -> Alliance:
    alliance = AllianceFactory.create(last_checked_on=checked or None)
    for iso in read:
        SourceFactory.create(alliance=alliance, consulted_on=iso)
    at = datetime.fromisoformat(created).replace(tzinfo=UTC)
    Alliance.objects.filter(pk=alliance.pk).update(created_at=at)
    return Alliance.objects.get(pk=alliance.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"checked": "2025-11-24"}, ("2025-11-24", Basis.CHECKED, True)),
        ({"checked": "2025-11-25"}, ("2025-11-25", Basis.CHECKED, False)),
        # A checked sheet is as old as its check, whatever its sources.
        ({"checked": "2025-01-01", "read": ("2026-11",)}, ("2025-01-01", Basis.CHECKED, True)),
        ({"read": ("2026-11",), "created": "2020-01-01"}, ("2026-11", Basis.READ, False)),
        ({"read": ("2024-03", "2025-10", "")}, ("2025-10", Basis.READ, True)),
        ({"read": ("2024-03", "2026-01")}, ("2026-01", Basis.READ, False)),
        ({"read": ("2025",)}, ("2025", Basis.READ, True)),
        ({"read": ("",), "created": "2025-03-01"}, ("2025-03-01", Basis.ADDED, True)),
        ({"created": "2026-01-01"}, ("2026-01-01", Basis.ADDED, False)),
    ],
)
def test_the_database_and_the_page_agree(fields: Any, expected: tuple[str, str, bool]) -> None:
    found = made(**fields)
    iso, basis, is_due = expected
    assert found.freshness == (iso, basis)
    assert Alliance.objects.for_listing().get().freshness == (iso, basis)
    assert found.freshness.is_due(TODAY) is is_due
    assert Alliance.objects.due_for_check(TODAY).exists() is is_due


@pytest.mark.django_db
def test_a_sheet_says_when_it_was_checked_and_by_whom(client: Client) -> None:
    partner = OrganisationFactory.create(name="Emmaüs Défi")
    alliance = AllianceFactory.create()
    mark_checked(alliance, by=partner)
    page = client.get(alliance.get_absolute_url()).content.decode()
    assert "Dernière vérification" in page
    assert "par Emmaüs" in page
    assert "À vérifier" not in page
    mark_checked(alliance)
    assert "par Emmaüs" not in client.get(alliance.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_checking_changes_the_date_and_not_what_the_sheet_says() -> None:
    alliance = AllianceFactory.create()
    before = Alliance.objects.get(pk=alliance.pk).updated_at
    mark_checked(alliance)
    after = Alliance.objects.get(pk=alliance.pk)
    assert (after.updated_at, after.last_checked_on) == (before, timezone.localdate())


@pytest.mark.django_db
def test_an_old_sheet_is_marked_on_its_page_and_in_lists(client: Client) -> None:
    old = AllianceFactory.create(last_checked_on=date(2024, 3, 12))
    page = client.get(old.get_absolute_url()).content.decode()
    said = "dernière vérification en mars\u00a02024"
    assert said.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    fresh = AllianceFactory.create(last_checked_on=timezone.localdate())
    marks = {row.slug: row.mark for row in alliance_rows(Alliance.objects.for_listing())}
    assert marks[old.slug].endswith("vérification en mars 2024")
    assert marks[fresh.slug] == ""


@pytest.mark.django_db
def test_a_resource_is_marked_alike(client: Client) -> None:
    old = ResourceFactory.create(consulted_on="2023")
    assert resource_row(old).mark.endswith("vérification en 2023")
    assert "À vérifier" in client.get(old.get_absolute_url()).content.decode()
    Resource.objects.update(consulted_on="", created_at=datetime(2022, 5, 2, tzinfo=UTC))
    assert resource_row(Resource.objects.get()).mark.endswith("dans la base depuis mai 2022")
    assert resource_row(ResourceFactory.create()).mark == ""


def test_the_words_say_what_the_day_was() -> None:
    assert due_mark(Freshness("2024-03", Basis.READ), TODAY).endswith("sources lues en mars 2024")
    assert due_mark(Freshness("2026-03", Basis.READ), TODAY) == ""
