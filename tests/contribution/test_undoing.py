"""A publication made too soon is taken back, from the very list, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.capitalisation.models import Alliance, EditorialState
from alliage.contribution import services
from alliage.contribution.models import Draft, DraftState
from alliage.contribution.services import Step
from alliage.network.models import Animation
from alliage.notifications.models import Notification
from alliage.territories.models import Territory
from tests.capitalisation.factories import AllianceFactory
from tests.conftest import signed_in

from .factories import AuthorFactory, DraftFactory
from .test_form import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


def amended(sheet: Alliance, by: User, reader: User) -> Draft:
    draft = services.start_draft(by, alliance=sheet)
    draft = services.save_step(draft, Step("a", {"title": "Cent toits"}), by=by, version=1)
    services.publish_draft(services.submit_draft(draft, by=by), by=reader)
    draft.refresh_from_db()
    return draft


def test_the_list_publishes_says_so_and_takes_back(
    sent: Draft, reader: User, visitor: Client
) -> None:
    client = signed_in(reader)
    answer = post(client, f"/brouillons/{sent.pk}/publier/")
    assert answer.headers["Location"] == f"/animation/file/?publiee={sent.pk}"
    sheet = Alliance.objects.get()
    page = client.get(answer.headers["Location"]).content.decode()
    assert sheet.get_absolute_url() in page
    assert "Revenir en arrière" in page
    assert post(client, f"/brouillons/{sent.pk}/annuler/").status_code == 302
    assert visitor.get(sheet.get_absolute_url()).status_code == 404
    sent.refresh_from_db()
    assert (sent.state, sent.decided_at) == (DraftState.SUBMITTED, None)
    assert str(sent) in client.get("/animation/file/").content.decode()
    assert JournalEntry.objects.filter(verb="contribution.publication_undone", by=reader).exists()
    assert Notification.objects.filter(person=sent.author).count() == 2


def test_what_may_repeat_a_sheet_is_read_before_the_list_publishes_it(
    sent: Draft, reader: User
) -> None:
    AllianceFactory.create(title=sent.title)
    client, url = signed_in(reader), f"/brouillons/{sent.pk}/publier/"
    answer = post(client, url, depuis="liste")
    assert answer.headers["Location"] == sent.get_absolute_url()
    assert "relisez-la d’abord" in client.get(sent.get_absolute_url()).content.decode()
    sent.refresh_from_db()
    assert sent.state == DraftState.SUBMITTED
    post(client, url)
    sent.refresh_from_db()
    assert sent.state == DraftState.ACCEPTED, "whoever read it decides"


def test_a_new_sheet_comes_back_under_its_identifier(sent: Draft, reader: User) -> None:
    sheet = services.publish_draft(sent, by=reader)
    services.undo_publication(sent, by=reader)
    assert services.publish_draft(sent, by=reader) == sheet
    sheet.refresh_from_db()
    assert (sheet.slug, sheet.editorial_state) == (
        "des-toits-a-plusieurs",
        EditorialState.PUBLISHED,
    )
    assert Notification.objects.filter(person=sent.author).count() == 3, "told again"


def test_an_undone_sheet_may_be_given_back_and_written_again(sent: Draft, reader: User) -> None:
    services.publish_draft(sent, by=reader)
    undone = services.undo_publication(sent, by=reader)
    services.ask_changes(undone, by=reader, remarks=[("title", "Plus court")])
    mine = signed_in(sent.author)
    assert "a changé depuis" not in mine.get(sent.get_absolute_url()).content.decode()
    assert mine.get(f"/brouillons/{sent.pk}/reprendre/").status_code == 404


def test_an_amended_sheet_gets_its_former_version_back_and_may_be_amended_again(
    sent: Draft, reader: User
) -> None:
    sheet = services.publish_draft(sent, by=reader)
    draft = amended(sheet, sent.author, reader)
    services.undo_publication(draft, by=reader)
    sheet.refresh_from_db()
    assert sheet.title == "Des toits à plusieurs"
    assert sheet.revisions.count() == 3, "nothing is erased from the history"
    services.publish_draft(draft, by=reader)
    sheet.refresh_from_db()
    assert sheet.title == "Cent toits"


def test_it_is_taken_back_soon_or_never(sent: Draft, reader: User) -> None:
    services.publish_draft(sent, by=reader)
    Draft.objects.update(decided_at=timezone.now() - timedelta(hours=2))
    page = signed_in(reader).get(f"/animation/file/?publiee={sent.pk}").content.decode()
    assert "Revenir en arrière" not in page
    with pytest.raises(services.ContributionError, match="historique"):
        services.undo_publication(sent, by=reader)


def test_what_somebody_changed_since_is_not_taken_back(sent: Draft, reader: User) -> None:
    sheet = services.publish_draft(sent, by=reader)
    amended(sheet, AuthorFactory.create(), reader)
    with pytest.raises(services.ContributionError):
        services.undo_publication(sent, by=reader)
    other = services.publish_draft(
        services.submit_draft(draft := DraftFactory.create(), by=draft.author), by=reader
    )
    services.start_draft(draft.author, alliance=other)
    with pytest.raises(services.ContributionError):
        services.undo_publication(draft, by=reader)


def test_neither_the_author_nor_another_territory_takes_it_back(sent: Draft, reader: User) -> None:
    sheet = services.publish_draft(sent, by=reader)
    there = AuthorFactory.create()
    finistere = Territory.objects.get(level="departement", code="29")
    Animation.objects.create(user=there, territory=finistere)
    page = signed_in(there).get(f"/animation/file/?publiee={sent.pk}").content.decode()
    assert "Revenir en arrière" not in page
    for person in (sent.author, there, AuthorFactory.create()):
        assert post(signed_in(person), f"/brouillons/{sent.pk}/annuler/").status_code == 404
        with pytest.raises(services.ContributionError):
            services.undo_publication(sent, by=person)
    sheet.refresh_from_db()
    assert sheet.editorial_state == EditorialState.PUBLISHED


@pytest.mark.parametrize("key", ["x", "²", "9" * 30, "-1", ""])
def test_an_address_made_by_hand_shows_nothing(sent: Draft, reader: User, key: Any) -> None:
    page = signed_in(reader).get("/animation/file/", {"publiee": key})
    assert page.status_code == 200
    assert "Revenir en arrière" not in page.content.decode()
