"""A draft that is not kept: its author knows why, and may begin again."""

import pytest
from django.test import Client

from alliage.accounts.models import JournalEntry, User
from alliage.contribution import services
from alliage.contribution.models import Draft, DraftState
from alliage.notifications.models import Notification
from tests.conftest import signed_in

from .test_form import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]
REASON = "Une action seule, sans partenaire."


def test_a_refusal_says_why_or_is_none(sent: Draft, reader: User) -> None:
    url = f"/brouillons/{sent.pk}/refuser/"
    post(signed_in(reader), url, reason="  ")
    sent.refresh_from_db()
    assert sent.state == DraftState.SUBMITTED
    with pytest.raises(services.ContributionError):
        services.refuse_draft(sent, by=reader, reason=" ")
    assert post(signed_in(reader), url, reason=REASON).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.refusal) == (DraftState.REFUSED, REASON)
    assert JournalEntry.objects.filter(verb="contribution.refused", by=reader).exists()
    assert str(sent) not in signed_in(reader).get("/animation/file/").content.decode()


def test_its_author_reads_why_and_takes_the_text_up(sent: Draft, reader: User) -> None:
    services.refuse_draft(sent, by=reader, reason=REASON)
    told = Notification.objects.get(person=sent.author)
    assert (told.body, told.url) == (REASON, sent.get_absolute_url())
    mine = signed_in(sent.author)
    page = mine.get(sent.get_absolute_url()).content.decode()
    assert REASON in page
    assert "Non retenue" in mine.get("/mes-contributions/").content.decode()
    answer = post(mine, f"/brouillons/{sent.pk}/repartir/")
    again = Draft.objects.open().get()
    assert answer.headers["Location"] == again.get_absolute_url()
    assert (again.content, again.state, again.refusal) == (sent.content, DraftState.DRAFT, "")
    assert REASON not in mine.get(again.get_absolute_url()).content.decode()


def test_nobody_else_takes_it_up(sent: Draft, reader: User, member: Client) -> None:
    services.refuse_draft(sent, by=reader, reason=REASON)
    for client in (member, signed_in(reader)):
        assert post(client, f"/brouillons/{sent.pk}/repartir/").status_code == 404
    with pytest.raises(services.ContributionError):
        services.take_up_draft(sent, by=reader)
    assert Draft.objects.count() == 1


def test_what_still_goes_on_is_not_taken_up(sent: Draft) -> None:
    with pytest.raises(services.ContributionError):
        services.take_up_draft(sent, by=sent.author)


def test_a_correction_that_was_not_kept_is_taken_up_once_at_a_time(
    sent: Draft, reader: User
) -> None:
    alliance = services.publish_draft(sent, by=reader)
    first = services.start_draft(sent.author, alliance=alliance)
    refused = services.refuse_draft(
        services.submit_draft(first, by=sent.author), by=reader, reason=REASON
    )
    again = services.take_up_draft(refused, by=sent.author)
    assert (again.alliance, again.base) == (alliance, refused.base)
    with pytest.raises(services.ContributionError, match="déjà"):
        services.take_up_draft(refused, by=sent.author)
