"""The history of a sheet: read by everybody, put back by few, merged rather than lost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.models import Draft, Revision
from alliage.contribution.queries.changes import lines
from alliage.contribution.services import Step
from alliage.network.models import Animation
from tests.conftest import signed_in

from .factories import AuthorFactory, DraftFactory, RevisionFactory, told
from .test_form import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


@pytest.fixture
def author() -> User:
    made: User = AuthorFactory.create(name="Nom Secret")
    return made


@pytest.fixture
def animator() -> User:
    made: User = AuthorFactory.create()
    Animation.objects.create(user=made)
    return made


@pytest.fixture
def alliance(author: User, animator: User) -> Alliance:
    sent = services.submit_draft(DraftFactory.create(author=author), by=author)
    return services.publish_draft(sent, by=animator)


def amended(alliance: Alliance, by: User, **fields: object) -> Draft:
    draft = services.start_draft(by, alliance=alliance)
    return services.save_step(draft, Step("histoire", fields), by=by, version=draft.version)


def published(draft: Draft, animator: User) -> None:
    services.publish_draft(services.submit_draft(draft, by=draft.author), by=animator)


class TestReading:
    def test_everybody_reads_the_versions_and_never_a_name(
        self, visitor: Client, alliance: Alliance, author: User, animator: User
    ) -> None:
        published(amended(alliance, author, title="Des toits pour tous"), animator)
        base = f"/alliances/{alliance.slug}/historique/"
        page = visitor.get(base).content.decode()
        assert "Version 2" in page
        changed = visitor.get(f"{base}2/").content.decode()
        assert "<del>" in changed
        assert "<ins>" in changed
        assert "Titre" in changed
        for text in (page, changed):
            assert author.name not in text
            assert author.email not in text
        assert "point de départ" in visitor.get(f"{base}1/").content.decode()
        assert visitor.get(f"{base}9/").status_code == 404
        assert "Remettre cette version" not in changed

    def test_a_sheet_without_history_says_so(self, visitor: Client, alliance: Alliance) -> None:
        Revision.objects.all().delete()
        page = visitor.get(f"/alliances/{alliance.slug}/historique/").content.decode()
        assert "Personne n’a encore modifié cette fiche" in page

    def test_the_history_of_what_is_not_published_is_not_read(
        self, visitor: Client, alliance: Alliance, animator: User
    ) -> None:
        services.archive(alliance, by=animator)
        assert visitor.get(f"/alliances/{alliance.slug}/historique/").status_code == 404
        assert visitor.get(f"/alliances/{alliance.slug}/historique/1/").status_code == 404

    def test_it_asks_as_much_of_the_database_for_one_version_as_for_fifteen(
        self, visitor: Client, alliance: Alliance
    ) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                visitor.get(f"/alliances/{alliance.slug}/historique/")
            return len(queries)

        before = asked()
        for number in range(2, 16):
            RevisionFactory.create(alliance=alliance, number=number)
        assert asked() == before


class TestRestoring:
    def test_those_who_animate_put_a_version_back(
        self, alliance: Alliance, author: User, animator: User
    ) -> None:
        published(amended(alliance, author, title="Raté"), animator)
        url = f"/alliances/{alliance.slug}/historique/1/retablir/"
        for stranger in (author, AuthorFactory.create()):
            assert post(signed_in(stranger), url).status_code == 404
        assert post(signed_in(animator), url).status_code == 302
        alliance.refresh_from_db()
        assert alliance.title == "Des toits à plusieurs"
        assert alliance.revisions.count() == 3

    def test_a_visitor_is_asked_to_sign_in(self, visitor: Client, alliance: Alliance) -> None:
        visitor.get("/compte/connexion/")
        sent = {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value}
        answer = visitor.post(f"/alliances/{alliance.slug}/historique/1/retablir/", sent)
        assert answer.headers["Location"].startswith("/compte/connexion/")


class TestCatchingUp:
    @pytest.fixture
    def behind(self, alliance: Alliance, author: User, animator: User) -> Draft:
        mine = amended(alliance, author, title="Le mien", problem_fr="Autre problème.")
        published(amended(alliance, animator, title="Le leur", results_fr="Dix toits."), animator)
        return mine

    def test_an_author_who_is_behind_is_told_and_chooses(
        self, behind: Draft, author: User, animator: User
    ) -> None:
        client = signed_in(author)
        assert "a changé depuis" in client.get(behind.get_absolute_url()).content.decode()
        url = f"/brouillons/{behind.pk}/reprendre/"
        page = client.get(url).content.decode()
        assert "Le mien" in page
        assert "Le leur" in page
        assert post(client, url, **{"choix-0": "fiche"}).status_code == 302
        behind.refresh_from_db()
        assert behind.content["title"] == "Le leur"
        assert behind.content["problem_fr"] == "Autre problème."
        assert behind.content["results_fr"] == "Dix toits."
        published(behind, animator)

    def test_ones_own_words_are_kept_unless_one_says_otherwise(
        self, behind: Draft, author: User
    ) -> None:
        post(signed_in(author), f"/brouillons/{behind.pk}/reprendre/")
        behind.refresh_from_db()
        assert behind.content["title"] == "Le mien"
        assert behind.content["results_fr"] == "Dix toits."

    def test_nobody_merges_for_another(self, behind: Draft, animator: User) -> None:
        assert post(signed_in(animator), f"/brouillons/{behind.pk}/reprendre/").status_code == 404

    def test_a_new_sheet_has_nothing_to_catch_up_with(self, author: User) -> None:
        draft = services.start_draft(author)
        assert signed_in(author).get(f"/brouillons/{draft.pk}/reprendre/").status_code == 404


def test_who_reads_a_correction_sees_what_changes(
    alliance: Alliance, author: User, animator: User
) -> None:
    draft = amended(alliance, author, title="Un autre titre")
    services.submit_draft(draft, by=author)
    page = signed_in(animator).get(draft.get_absolute_url()).content.decode()
    assert "Ce qui change" in page
    assert "<ins>" in page


def test_changes_are_told_in_the_words_of_the_form() -> None:
    before = told()
    partners = [{**before["partners"][0], "role": "financeur"}, before["partners"][1]]
    after = told(partners=partners, sdgs=[11], end_year=None)
    said = {line.label: (line.what, line.before, line.after) for line in lines(before, after)}
    assert said["les partenaires, Emmaüs Défi, rôle"] == ("modifié", "porteur", "financeur")
    assert any(label.startswith("ODD") for label in said)
    assert lines(before, told()) == []
