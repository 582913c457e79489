"""The queue of those who animate: what waits, decided on one page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.accounts.models import User
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.contribution.queries.queue import suspected_duplicates
from alliage.network.models import Animation
from alliage.territories.models import Territory
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory
from tests.conftest import signed_in

from .factories import AuthorFactory, DraftFactory, told
from .test_form import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


def test_the_queue_is_for_those_who_animate(visitor: Client, member: Client, reader: User) -> None:
    assert visitor.get("/animation/file/").status_code == 302
    assert member.get("/animation/file/").status_code == 403
    page = signed_in(reader).get("/animation/file/").content.decode()
    assert "Rien n’attend votre relecture" in page


def test_a_sheet_is_published_from_the_page_of_its_draft(sent: Draft, reader: User) -> None:
    client = signed_in(reader)
    assert str(sent) in client.get("/animation/file/").content.decode()
    assert "Publier" in client.get(sent.get_absolute_url()).content.decode()
    assert post(client, f"/brouillons/{sent.pk}/publier/").status_code == 302
    sent.refresh_from_db()
    assert sent.state == "accepted"
    assert str(sent) not in client.get("/animation/file/").content.decode()


def test_a_sheet_is_given_back_with_a_remark(sent: Draft, reader: User) -> None:
    client, mine = signed_in(reader), signed_in(sent.author)
    url = f"/brouillons/{sent.pk}/retoucher/"
    post(client, url, field="title", text="")
    sent.refresh_from_db()
    assert sent.state == "submitted", "nothing is given back without a word"
    post(client, url, field="title", text="Un titre plus court")
    sent.refresh_from_db()
    assert sent.state == "changes_asked"
    assert "Un titre plus court" in mine.get(sent.get_absolute_url()).content.decode()
    step = mine.get(f"/brouillons/{sent.pk}/histoire/").content.decode()
    assert "Un titre plus court" in step
    other = mine.get(f"/brouillons/{sent.pk}/chiffres/").content.decode()
    assert "Un titre plus court" not in other


def _decided(person: User, sent: Draft, act: str) -> int:
    url = f"/brouillons/{sent.pk}/{act}/"
    return int(post(signed_in(person), url, text="x", reason="x").status_code)


@pytest.mark.parametrize("act", ["publier", "retoucher", "refuser"])
def test_neither_the_author_nor_another_territory_decides(sent: Draft, act: str) -> None:
    there = AuthorFactory.create()
    finistere = Territory.objects.get(level="departement", code="29")
    Animation.objects.create(user=there, territory=finistere)
    for person in (sent.author, there, AuthorFactory.create()):
        assert _decided(person, sent, act) == 404
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_what_it_may_repeat_is_shown_with_the_reasons(sent: Draft, reader: User) -> None:
    twin = AllianceFactory.create(title="Des toits, à plusieurs")
    AllianceFactory.create(title="Une cantine")
    partners = AllianceFactory.create(title="Autre chose")
    ParticipationFactory.create(alliance=partners, organisation__name="Emmaüs Défi")
    ParticipationFactory.create(
        alliance=partners, organisation__name="Ville d’Angoulême", organisation__kind="collectivite"
    )
    found = {one.alliance: one.reasons for one in suspected_duplicates(sent)}
    assert set(found) == {twin, partners}
    assert found[twin] == ("Titre proche",)
    assert "Emmaüs Défi" in found[partners][0]
    assert "Titre proche" in signed_in(reader).get(sent.get_absolute_url()).content.decode()


def test_the_queue_asks_as_much_of_the_database_for_one_as_for_fifteen(
    sent: Draft, reader: User
) -> None:
    client = signed_in(reader)
    place = Territory.objects.get(level="commune", code="16015")
    Draft.objects.update(territory=place)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/animation/file/").status_code == 200
        return len(queries)

    before = asked()
    for number in range(14):
        draft = DraftFactory.create(content=told(title=f"Titre {number}"), territory=place)
        services.submit_draft(draft, by=draft.author)
    assert asked() == before
