"""What those who animate see of the sheets to check, and what they decide."""

from typing import Any

import pytest
from django.test import Client

from alliage.accounts.models import User
from alliage.accounts.services import apply_retention, forget_person
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.models import Verification
from alliage.contribution.queries.verifications import sheets_to_check, to_check, with_answers
from tests.conftest import signed_in
from tests.network.people import animates, person
from tests.territories.factories import angouleme, charente

from .factories import VerificationFactory
from .stale import ask, days_ago, partner, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
PAGE = "/animation/verifications/"


@pytest.fixture
def ida() -> User:
    return animates(person("Ida"), charente())


@pytest.fixture
def sheet() -> Alliance:
    return stale(angouleme(), title="Un bus de soins")


def press(client: Client, page: str) -> Any:
    client.get("/compte/")
    token = client.cookies["csrftoken"].value
    return client.post(page, {"csrfmiddlewaretoken": token})


def test_each_sees_the_sheets_of_their_territories(ida: User, sheet: Alliance) -> None:
    elsewhere = stale()
    assert list(sheets_to_check(ida)) == [sheet]
    eva = animates(person("Eva"))
    assert set(sheets_to_check(eva)) == {sheet, elsewhere}
    assert list(sheets_to_check(person("Léo"))) == []
    page = signed_in(ida).get(PAGE).content.decode()
    assert "Un bus de soins" in page
    assert elsewhere.title not in page


def test_a_sheet_of_two_places_is_there_once(ida: User, sheet: Alliance) -> None:
    sheet.places.create(territory=charente())
    assert list(sheets_to_check(ida)) == [sheet]


def test_the_queue_says_how_many(ida: User, sheet: Alliance) -> None:
    page = signed_in(ida).get("/animation/file/").content.decode()
    assert "Fiches à vérifier" in page
    assert "Un bus de soins" in page
    Alliance.objects.update(last_checked_on=days_ago(0))
    assert "Fiches à vérifier" not in signed_in(ida).get("/animation/file/").content.decode()


def test_answers_come_first_with_their_words(ida: User, sheet: Alliance) -> None:
    older = stale(angouleme())
    Alliance.objects.filter(pk=older.pk).update(last_checked_on=days_ago(900))
    anne = partner("Anne", sheet)
    services.answer_verification(sheet, by=anne, answer="change", text="La mairie <b>part</b>.")
    assert list(sheets_to_check(ida)) == [sheet, older]
    page = signed_in(ida).get(PAGE).content.decode()
    assert "La mairie &lt;b&gt;part&lt;/b&gt;." in page
    assert anne.email not in page
    assert "Anne" not in page


def test_sheets_that_nobody_answers_for_are_seen(ida: User, sheet: Alliance) -> None:
    ask()
    [one] = to_check(with_answers(sheets_to_check(ida)))
    assert (one.is_orphan, one.told) == (True, 1)
    assert "Personne à qui demander" in signed_in(ida).get(PAGE).content.decode()
    partner("Anne", sheet)
    Verification.objects.all().delete()
    ask()
    [one] = to_check(with_answers(sheets_to_check(ida)))
    assert not one.is_orphan


def test_an_answer_dealt_with_leaves_the_list(ida: User, sheet: Alliance) -> None:
    anne = partner("Anne", sheet)
    row = services.answer_verification(sheet, by=anne, answer="over")
    elsewhere = stale()
    far = services.answer_verification(elsewhere, by=partner("Léo", elsewhere), answer="over")
    client = signed_in(ida)
    assert press(client, f"{PAGE}{far.pk}/traiter/").status_code == 404
    assert press(client, f"{PAGE}{row.pk}/traiter/").status_code == 302
    assert list(Verification.objects.unsettled()) == [far]
    assert press(client, f"{PAGE}{row.pk}/traiter/").status_code == 404


def test_archiving_is_asked_once_more_and_settles(ida: User, sheet: Alliance) -> None:
    services.answer_verification(sheet, by=partner("Anne", sheet), answer="over")
    client, page = signed_in(ida), f"/alliances/{sheet.slug}/archiver/"
    assert client.get(page).status_code == 200
    sheet.refresh_from_db()
    assert sheet.editorial_state == "published"
    assert press(client, page).status_code == 302
    sheet.refresh_from_db()
    assert sheet.editorial_state == "archived"
    assert not Verification.objects.unsettled().exists()


@pytest.mark.parametrize("act", ["archiver", "redemander"])
def test_nobody_decides_elsewhere(ida: User, act: str, member: Client) -> None:
    elsewhere = stale()
    for client in (signed_in(ida), member):
        assert press(client, f"/alliances/{elsewhere.slug}/{act}/").status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.editorial_state == "published"


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_one_and_for_many(
    ida: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        sheet = stale(angouleme())
        services.answer_verification(
            sheet, by=partner(f"p{sheet.pk}", sheet), answer="change", text="À revoir."
        )
    client = signed_in(ida)
    client.get(PAGE)
    with django_assert_max_num_queries(14):
        client.get(PAGE)


def test_who_leaves_leaves_the_answers_unsigned(sheet: Alliance) -> None:
    anne = partner("Anne", sheet)
    services.answer_verification(sheet, by=anne, answer="over")
    VerificationFactory.create(person=anne)
    forget_person(anne)
    [kept] = Verification.objects.all()
    assert (kept.answer, kept.person) == ("over", None)


def test_old_questions_go_and_old_answers_lose_their_author(sheet: Alliance) -> None:
    anne = partner("Anne", sheet)
    row = services.answer_verification(sheet, by=anne, answer="over")
    recent = VerificationFactory.create(person=anne, due_on=days_ago(30))
    VerificationFactory.create(person=anne, due_on=days_ago(500))
    apply_retention()
    assert set(Verification.objects.filter(person=anne)) == {row, recent}
    Verification.objects.filter(pk=row.pk).update(answered_at="2020-01-01T00:00Z")
    apply_retention()
    row.refresh_from_db()
    assert (row.answer, row.person) == ("over", None)
