"""Bookmarks, opinions and watched searches."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from alliage.accounts.models import User
from alliage.curation import services
from alliage.curation.models import Bookmark, Feedback, SavedSearch
from alliage.network.models import Animation
from alliage.notifications.models import Notification
from alliage.search.services import reindex
from tests.capitalisation.factories import AllianceFactory, ResourceFactory
from tests.conftest import signed_in
from tests.curation.factories import UserFactory
from tests.curation.test_collections import post

pytestmark = pytest.mark.django_db


def test_a_page_is_kept_once_and_let_go(member: Client, member_user: User) -> None:
    AllianceFactory.create(slug="toits", title="Des toits")
    assert "Vous n’avez encore rien gardé" in member.get("/mes-signets/").content.decode()
    for _ in range(2):
        assert post(member, "/signets/alliance/toits/") == 302
    assert Bookmark.objects.count() == 1
    assert "Des toits" in member.get("/mes-signets/").content.decode()
    assert "Gardée" in member.get("/alliances/toits/").content.decode()
    assert post(member, "/signets/alliance/toits/", acte="retirer", retour="signets") == 302
    assert not Bookmark.objects.exists()


def test_bookmarks_are_seen_by_their_owner_alone(member: Client) -> None:
    other = UserFactory.create()
    services.keep(AllianceFactory.create(title="À moi seule"), by=other)
    assert "À moi seule" not in member.get("/mes-signets/").content.decode()


@pytest.mark.parametrize("kind", ["alliance", "ressource", "organisation"])
def test_what_is_not_published_cannot_be_kept_gathered_or_judged(member: Client, kind: str) -> None:
    AllianceFactory.create(slug="secret", draft=True)
    for address in (f"/signets/{kind}/secret/", f"/avis/{kind}/secret/", f"/ranger/{kind}/secret/"):
        assert post(member, address, answer="oui", collection="x") == 404


class TestFeedback:
    def test_a_visitor_says_once_whether_a_page_was_useful(self, visitor: Client) -> None:
        ResourceFactory.create(slug="guide")
        assert "Pourquoi" in visitor.get("/avis/ressource/guide/?avis=non").content.decode()
        token = visitor.cookies["csrftoken"].value
        said = {"answer": "non", "reason": "Lien mort", "csrfmiddlewaretoken": token}
        for _ in range(2):
            assert visitor.post("/avis/ressource/guide/", said).status_code == 302
        [row] = Feedback.objects.all()
        assert (row.is_useful, row.reason, row.user) == (False, "Lien mort", None)

    def test_without_the_token_nothing_is_noted(self, visitor: Client) -> None:
        ResourceFactory.create(slug="guide")
        assert visitor.post("/avis/ressource/guide/", {"answer": "oui"}).status_code == 403
        assert not Feedback.objects.exists()

    def test_a_script_that_forgets_its_session_is_stopped_honestly(
        self, monkeypatch: pytest.MonkeyPatch, member: Client
    ) -> None:
        monkeypatch.setattr("alliage.curation.views.keeping.MOST_OPINIONS", 2)
        ResourceFactory.create(slug="guide")
        said = {"answer": "non", "reason": "Lien mort"}
        answers = [Client().post("/avis/ressource/guide/", said) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [302, 302, 429]
        assert Feedback.objects.count() == 2
        page = answers[-1].content.decode()
        assert "n’est pas enregistré" in page
        assert "Lien mort" in page, "what was written is kept on screen"
        assert post(member, "/avis/ressource/guide/", **said) == 302, "an account answers for it"
        elsewhere = Client(REMOTE_ADDR="192.0.2.9").post("/avis/ressource/guide/", said)
        assert elsewhere.status_code == 302

    def test_the_count_of_opinions_names_nobody(self) -> None:
        ResourceFactory.create(slug="guide")
        Client(REMOTE_ADDR="192.0.2.9").post("/avis/ressource/guide/", {"answer": "oui"})
        files = list(Path(settings.CACHES["default"]["LOCATION"]).rglob("*.djcache"))
        assert files
        assert not any(b"192.0.2.9" in file.read_bytes() for file in files)

    def test_a_second_opinion_replaces_the_first(self, member_user: User) -> None:
        alliance = AllianceFactory.create()
        services.give_feedback(alliance, is_useful=False, reason="a", by=member_user)
        services.give_feedback(alliance, is_useful=True, by=member_user)
        assert Feedback.objects.get().is_useful

    def test_an_answer_is_asked_for(self, member: Client) -> None:
        AllianceFactory.create(slug="toits")
        assert post(member, "/avis/alliance/toits/", reason="sans réponse") == 200
        assert not Feedback.objects.exists()

    def test_those_who_animate_read_the_reasons_and_never_the_name(
        self, visitor: Client, member: Client, member_user: User
    ) -> None:
        url = reverse("curation:feedback_list")
        services.give_feedback(
            AllianceFactory.create(), is_useful=False, reason="Adresse fausse", by=member_user
        )
        assert visitor.get(url).status_code == 302
        assert member.get(url).status_code == 403
        animator = UserFactory.create()
        Animation.objects.create(user=animator)
        page = signed_in(animator).get(url).content.decode()
        assert "Adresse fausse" in page
        assert member_user.name not in page
        assert member_user.email not in page


@pytest.mark.usefixtures("own_index")
class TestSearches:
    @pytest.fixture
    def saved(self, member: Client) -> SavedSearch:
        AllianceFactory.create(title="Vélos partagés", stage="deploiement")
        reindex("alliance")
        fields = {"name": "Vélos", "kind": "alliance", "query_string": "q=velos&page=3&x=1"}
        assert post(member, "/mes-recherches/enregistrer/", **fields) == 302
        return SavedSearch.objects.get()

    def test_a_list_is_saved_as_it_is_filtered(self, member: Client, saved: SavedSearch) -> None:
        assert len(saved.known) == 1
        assert "page" not in saved.query_string
        assert "x=1" not in saved.query_string
        page = member.get("/mes-recherches/").content.decode()
        assert saved.list_url.replace("&", "&amp;") in page

    def test_the_list_offers_to_be_saved(self, visitor: Client, member: Client) -> None:
        reindex("alliance")
        page = visitor.get("/alliances/?q=velos").content.decode()
        assert "/mes-recherches/enregistrer/?kind=alliance" in page

    def test_only_what_is_new_is_told_and_only_once(
        self, saved: SavedSearch, member_user: User
    ) -> None:
        assert services.tell_news.call() == 0
        AllianceFactory.create(title="Encore des vélos")
        AllianceFactory.create(title="Des vélos en secret", draft=True)
        reindex("alliance")
        assert services.tell_news.call() == 1
        assert services.tell_news.call() == 0
        [told] = Notification.objects.filter(person=member_user)
        assert "Vélos" in told.title

    def test_what_came_while_it_was_not_watched_is_not_told(
        self, member: Client, saved: SavedSearch
    ) -> None:
        post(member, f"/mes-recherches/{saved.pk}/", acte="ignorer")
        AllianceFactory.create(title="Encore des vélos")
        reindex("alliance")
        assert services.tell_news.call() == 0
        post(member, f"/mes-recherches/{saved.pk}/", acte="suivre")
        assert services.tell_news.call() == 0

    def test_nobody_touches_the_search_of_another(self, saved: SavedSearch) -> None:
        stranger = signed_in(UserFactory.create())
        assert post(stranger, f"/mes-recherches/{saved.pk}/", acte="supprimer") == 404
        assert SavedSearch.objects.exists()

    def test_it_is_thrown_away(self, member: Client, saved: SavedSearch) -> None:
        post(member, f"/mes-recherches/{saved.pk}/", acte="supprimer")
        assert not SavedSearch.objects.exists()

    def test_there_is_a_ceiling(
        self, saved: SavedSearch, member_user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("alliage.curation.services.searches.MOST_SEARCHES", 1)
        with pytest.raises(services.CurationError):
            services.save_search(member_user, kind="alliance", query_string="", name="Tout")


@pytest.mark.parametrize(
    "name",
    ["my_collections", "new_collection", "bookmarks", "searches", "new_search", "feedback_list"],
)
def test_what_is_ones_own_asks_to_sign_in(visitor: Client, member: Client, name: str) -> None:
    url = reverse(f"curation:{name}")
    assert visitor.get(url).status_code == 302
    if name != "feedback_list":
        assert member.get(url).status_code == 200
