"""From the first word to the published sheet, and back."""

import pytest
from django.test import Client

from alliage.accounts.models import JournalEntry, User
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.services import SheetRefusedError
from alliage.contribution import services
from alliage.contribution.models import Draft, DraftState, Revision
from alliage.contribution.permissions import (
    can_edit_draft,
    can_review_draft,
    can_see_draft,
    reviewable_by,
)
from alliage.contribution.services import Step
from alliage.network.models import Animation
from alliage.notifications.models import Notification
from alliage.territories.models import Territory

from .factories import AuthorFactory, DraftFactory, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


@pytest.fixture
def author() -> User:
    made: User = AuthorFactory.create()
    return made


@pytest.fixture
def animator() -> User:
    made: User = AuthorFactory.create()
    Animation.objects.create(user=made)
    return made


@pytest.fixture
def sent(author: User) -> Draft:
    return services.submit_draft(DraftFactory.create(author=author), by=author)


def published(sent: Draft, animator: User) -> Alliance:
    return services.publish_draft(sent, by=animator)


class TestWriting:
    def test_a_step_is_saved_and_the_rest_is_kept(self, author: User) -> None:
        draft = services.start_draft(author)
        draft = services.save_step(
            draft, Step("histoire", {"title": "Un toit"}), by=author, version=1
        )
        draft = services.save_step(draft, Step("odd", {"sdgs": [11]}), by=author, version=2)
        assert draft.content == {"title": "Un toit", "sdgs": [11]}
        assert (draft.version, draft.last_step, str(draft)) == (3, "odd", "Un toit")

    def test_who_saves_from_an_older_page_is_told_and_loses_nothing(self, author: User) -> None:
        draft = services.start_draft(author)
        services.save_step(draft, Step("a", {"title": "Le leur"}), by=author, version=1)
        with pytest.raises(services.StaleDraftError) as caught:
            services.save_step(draft, Step("a", {"title": "Le mien"}), by=author, version=1)
        assert caught.value.mine == {"title": "Le mien"}
        assert caught.value.theirs == {"title": "Le leur"}
        draft.refresh_from_db()
        assert (draft.title, draft.version) == ("Le leur", 2)

    def test_the_same_words_from_an_older_page_are_no_quarrel(self, author: User) -> None:
        draft = services.start_draft(author)
        services.save_step(draft, Step("a", {"title": "Pareil"}), by=author, version=1)
        services.save_step(draft, Step("a", {"title": "Pareil"}), by=author, version=1)

    def test_an_incomplete_draft_is_not_sent(self, author: User) -> None:
        draft = DraftFactory.create(author=author, content={"title": "Un toit"})
        with pytest.raises(SheetRefusedError) as caught:
            services.submit_draft(draft, by=author)
        assert {"partnership_type", "stage"} <= {p.field for p in caught.value.problems}
        draft.refresh_from_db()
        assert draft.state == DraftState.DRAFT

    def test_a_day_has_a_ceiling(self, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("alliage.contribution.services.drafts.MOST_SUBMISSIONS_A_DAY", 1)
        services.submit_draft(DraftFactory.create(author=author), by=author)
        with pytest.raises(services.ContributionError, match="rien n’est perdu"):
            services.submit_draft(DraftFactory.create(author=author), by=author)


class TestReviewing:
    def test_a_draft_is_published_with_its_history(
        self, sent: Draft, animator: User, author: User, visitor: Client
    ) -> None:
        alliance = published(sent, animator)
        assert alliance.slug == "des-toits-a-plusieurs"
        assert alliance.last_checked_on is not None
        assert visitor.get(alliance.get_absolute_url()).status_code == 200
        [revision] = Revision.objects.filter(alliance=alliance)
        assert (revision.number, revision.by) == (1, author)
        assert revision.content["figures"][0]["value"] == 12
        sent.refresh_from_db()
        assert (sent.state, sent.alliance) == (DraftState.ACCEPTED, alliance)
        assert Notification.objects.filter(person=author).count() == 1
        assert JournalEntry.objects.filter(verb="contribution.published", by=animator).exists()

    def test_two_new_sheets_of_one_title_stay_two(self, animator: User, author: User) -> None:
        drafts = [
            services.submit_draft(DraftFactory.create(author=author), by=author) for _ in range(2)
        ]
        made = [published(draft, animator).slug for draft in drafts]
        assert made == ["des-toits-a-plusieurs", "des-toits-a-plusieurs-2"]

    def test_a_draft_comes_back_with_remarks_and_goes_again(
        self, sent: Draft, animator: User, author: User
    ) -> None:
        with pytest.raises(services.ContributionError, match="au moins une remarque"):
            services.ask_changes(sent, by=animator, remarks=[])
        back = services.ask_changes(sent, by=animator, remarks=[("title", "Plus court")])
        assert (back.state, back.remarks.get().field) == (DraftState.CHANGES_ASKED, "title")
        services.settle_remark(back.remarks.get(), by=author)
        assert services.submit_draft(back, by=author).state == DraftState.SUBMITTED

    def test_an_amendment_stands_beside_the_live_sheet(
        self, sent: Draft, animator: User, author: User, visitor: Client
    ) -> None:
        alliance = published(sent, animator)
        draft = services.start_draft(author, alliance=alliance)
        assert services.start_draft(author, alliance=alliance) == draft, "it goes on"
        draft = services.save_step(
            draft, Step("histoire", {"title": "Un autre titre"}), by=author, version=1
        )
        assert "Un autre titre" not in visitor.get(alliance.get_absolute_url()).content.decode()
        published(services.submit_draft(draft, by=author), animator)
        assert "Un autre titre" in visitor.get(alliance.get_absolute_url()).content.decode()
        assert list(alliance.revisions.values_list("number", flat=True)) == [2, 1]

    def test_an_earlier_version_is_put_back(
        self, sent: Draft, animator: User, author: User
    ) -> None:
        alliance = published(sent, animator)
        draft = services.start_draft(author, alliance=alliance)
        draft = services.save_step(draft, Step("a", {"title": "Raté"}), by=author, version=1)
        published(services.submit_draft(draft, by=author), animator)
        first = Revision.objects.get(alliance=alliance, number=1)
        with pytest.raises(services.ContributionError):
            services.restore_revision(first, by=author)
        services.restore_revision(first, by=animator)
        alliance.refresh_from_db()
        assert alliance.title == "Des toits à plusieurs"
        assert alliance.revisions.count() == 3

    def test_an_amendment_of_a_sheet_that_changed_meanwhile_is_merged_first(
        self, sent: Draft, animator: User, author: User
    ) -> None:
        alliance = published(sent, animator)
        drafts = [services.start_draft(who, alliance=alliance) for who in (author, animator)]
        for draft, title in zip(drafts, ("Un", "Deux"), strict=True):
            saved = services.save_step(
                draft, Step("a", {"title": title}), by=draft.author, version=1
            )
            services.submit_draft(saved, by=draft.author)
        published(drafts[0], animator)
        with pytest.raises(services.ContributionError, match="a changé depuis"):
            published(drafts[1], animator)
        alliance.refresh_from_db()
        assert alliance.title == "Un", "nothing is silently lost"

    def test_a_sheet_that_cannot_be_placed_is_refused_whole(
        self, animator: User, author: User
    ) -> None:
        content = told(territory={"level": "commune", "name": "Nulle-Part-les-Oies"})
        sent = services.submit_draft(DraftFactory.create(author=author, content=content), by=author)
        with pytest.raises(SheetRefusedError):
            published(sent, animator)
        sent.refresh_from_db()
        assert sent.state == DraftState.SUBMITTED
        assert not Alliance.objects.exists()
        assert not Revision.objects.exists()

    def test_an_archived_sheet_leaves_its_readers(
        self, sent: Draft, animator: User, author: User, visitor: Client
    ) -> None:
        alliance = published(sent, animator)
        with pytest.raises(services.ContributionError):
            services.archive(alliance, by=author)
        services.archive(alliance, by=animator)
        assert visitor.get(alliance.get_absolute_url()).status_code == 404


class TestWhoMay:
    def test_a_stranger_neither_sees_nor_writes_nor_reads(self, sent: Draft) -> None:
        stranger = AuthorFactory.create()
        assert not can_see_draft(stranger, sent)
        assert not can_review_draft(stranger, sent)
        for act in (
            lambda: services.publish_draft(sent, by=stranger),
            lambda: services.ask_changes(sent, by=stranger, remarks=[("", "x")]),
            lambda: services.withdraw_draft(sent, by=stranger),
            lambda: services.save_step(sent, Step("a", {"title": "x"}), by=stranger, version=1),
        ):
            with pytest.raises(services.ContributionError):
                act()

    def test_an_author_does_not_write_while_it_is_read(self, sent: Draft, author: User) -> None:
        assert not can_edit_draft(author, sent)
        assert services.withdraw_draft(sent, by=author).state == DraftState.WITHDRAWN

    def test_an_animator_does_not_see_what_was_not_sent(self, animator: User) -> None:
        assert not can_see_draft(animator, DraftFactory.create())

    def test_an_animator_of_one_territory_does_not_act_in_another(self, author: User) -> None:
        charente = Territory.objects.get(level="departement", code="16")
        finistere = Territory.objects.get(level="departement", code="29")
        angouleme = Territory.objects.get(level="commune", code="16015")
        here, there = AuthorFactory.create(), AuthorFactory.create()
        Animation.objects.create(user=here, territory=charente)
        Animation.objects.create(user=there, territory=finistere)
        draft = DraftFactory.create(author=author, territory=angouleme)
        nowhere = DraftFactory.create(author=author)
        for one in (draft, nowhere):
            services.submit_draft(one, by=author)
            one.refresh_from_db()
        assert can_review_draft(here, draft)
        assert not can_review_draft(there, draft)
        assert not can_review_draft(here, nowhere), "left to those who animate the instance"
        assert list(reviewable_by(here)) == [draft]
        assert list(reviewable_by(there)) == []
        with pytest.raises(services.ContributionError):
            services.publish_draft(draft, by=there)
