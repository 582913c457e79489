"""What publishing must not damage: the sources of figures, an archive, the work of others."""

import pytest

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, EditorialState, Figure
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.contribution.services import Step
from alliage.network.models import Animation
from alliage.notifications.models import Notification
from alliage.territories.models import Territory
from tests.capitalisation.factories import SourceFactory
from tests.conftest import signed_in

from .factories import AuthorFactory, DraftFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


@pytest.fixture
def animator() -> User:
    made: User = AuthorFactory.create()
    Animation.objects.create(user=made)
    return made


@pytest.fixture
def sheet(animator: User) -> Alliance:
    draft = DraftFactory.create()
    return services.publish_draft(services.submit_draft(draft, by=draft.author), by=animator)


def amended(sheet: Alliance, **fields: object) -> Draft:
    by = AuthorFactory.create()
    draft = services.start_draft(by, alliance=sheet)
    draft = services.save_step(draft, Step("histoire", fields), by=by, version=draft.version)
    return services.submit_draft(draft, by=by)


class TestSources:
    def test_a_figure_left_as_it_was_keeps_the_source_it_had(
        self, sheet: Alliance, animator: User
    ) -> None:
        other = SourceFactory.create(alliance=sheet, url="https://exemple.fr/autre")
        Figure.objects.update(source=other)
        services.publish_draft(amended(sheet, title="Cent toits"), by=animator)
        assert Figure.objects.get().source == other

    def test_a_new_value_rests_on_the_source_that_the_form_names(
        self, sheet: Alliance, animator: User
    ) -> None:
        other = SourceFactory.create(alliance=sheet, url="https://exemple.fr/autre")
        Figure.objects.update(source=other)
        told = [{"label_fr": "Logements rouverts", "value": 40, "unit": None, "year": 2025}]
        services.publish_draft(amended(sheet, figures=told), by=animator)
        assert Figure.objects.get().source.url == "https://exemple.fr/rapport"


def test_an_amendment_does_not_bring_an_archived_sheet_back(
    sheet: Alliance, animator: User
) -> None:
    draft = amended(sheet, title="De retour")
    services.archive(sheet, by=animator)
    with pytest.raises(services.ContributionError, match="archivée"):
        services.publish_draft(draft, by=animator)
    sheet.refresh_from_db()
    assert sheet.editorial_state == EditorialState.ARCHIVED


class TestTelling:
    def test_those_who_animate_the_place_are_told_and_nobody_else(self, animator: User) -> None:
        here, there = AuthorFactory.create(), AuthorFactory.create()
        gone = AuthorFactory.create(is_active=False)
        charente = Territory.objects.get(level="departement", code="16")
        Animation.objects.create(user=here, territory=charente)
        Animation.objects.create(user=gone, territory=charente)
        finistere = Territory.objects.get(level="departement", code="29")
        Animation.objects.create(user=there, territory=finistere)
        angouleme = Territory.objects.get(level="commune", code="16015")
        draft = DraftFactory.create(territory=angouleme)
        services.submit_draft(draft, by=draft.author)
        told = Notification.objects.filter(kind="contribution.queue")
        assert {one.person for one in told} == {animator, here}
        assert {one.url for one in told} == {draft.get_absolute_url()}

    def test_a_second_sending_is_told_too(self, animator: User) -> None:
        draft = DraftFactory.create()
        services.submit_draft(draft, by=draft.author)
        services.ask_changes(draft, by=animator, remarks=[("title", "Plus court")])
        services.submit_draft(draft, by=draft.author)
        assert Notification.objects.filter(kind="contribution.queue").count() == 2

    def test_a_draft_that_nobody_sent_is_told_to_nobody(self, animator: User) -> None:
        draft = DraftFactory.create()
        services.withdraw_draft(draft, by=draft.author)
        assert not Notification.objects.exists()


def test_a_new_sheet_is_never_called_a_correction(sheet: Alliance) -> None:
    draft = Draft.objects.get(alliance=sheet)
    assert not draft.is_amendment
    page = signed_in(draft.author).get("/mes-contributions/").content.decode()
    assert "Correction d’une fiche" not in page
    assert amended(sheet, title="Cent toits").is_amendment
