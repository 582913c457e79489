"""Collections: gathered, ordered, published, printed; nobody touches those of another."""

import pytest
from django.test import Client

from alliage.accounts.models import JournalEntry, User
from alliage.accounts.services import forget_person
from alliage.capitalisation.models import KitAxis
from alliage.curation import services
from alliage.curation.models import Collection
from alliage.network.models import Animation, Membership
from tests.capitalisation.factories import (
    AllianceFactory,
    FigureFactory,
    ParticipationFactory,
    ResourceFactory,
)
from tests.conftest import signed_in
from tests.curation.factories import CollectionFactory, ItemFactory, UserFactory
from tests.network.factories import OrganisationFactory
from tests.territories.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(member_user: User) -> Collection:
    made: Collection = CollectionFactory.create(owner=member_user, slug="a-lire", title="À lire")
    return made


def post(client: Client, url: str, **fields: str) -> int:
    """Send a form as a browser does, with the token of a page."""
    client.get("/mes-collections/nouvelle/")
    token = client.cookies["csrftoken"].value if "csrftoken" in client.cookies else ""
    return client.post(url, {**fields, "csrfmiddlewaretoken": token}).status_code


def test_a_person_begins_a_collection_and_puts_a_sheet_in_it(
    member: Client, member_user: User
) -> None:
    alliance = AllianceFactory.create(slug="toits")
    assert post(member, "/mes-collections/nouvelle/", title="L’été") == 302
    made = Collection.objects.get()
    assert (made.slug, made.owner, made.is_published) == ("l-ete", member_user, False)
    assert "Laquelle" in member.get("/ranger/alliance/toits/").content.decode()
    assert post(member, "/ranger/alliance/toits/", collection="l-ete") == 302
    assert post(member, "/ranger/alliance/toits/", collection="l-ete") == 302
    assert [item.alliance for item in made.items.all()] == [alliance], "twice is once"
    assert JournalEntry.objects.filter(verb="curation.created", by=member_user).exists()


def test_two_collections_of_one_title_have_two_addresses(member_user: User) -> None:
    made = [
        services.create_collection(member_user, title="À lire", introduction="", is_kit=False).slug
        for _ in range(2)
    ]
    assert made == ["a-lire", "a-lire-2"]


def test_items_are_moved_commented_and_removed(member: Client, own: Collection) -> None:
    first, second, third = (ItemFactory.create(collection=own) for _ in range(3))
    base = f"/mes-collections/a-lire/pieces/{third.pk}/"
    post(member, base, acte="monter")
    assert list(own.items.all()) == [first, third, second]
    post(member, base, acte="descendre")
    post(member, base, acte="descendre")
    assert list(own.items.all()) == [first, second, third]
    post(member, base, **{f"p{third.pk}-comment": "Pour le financement."})
    third.refresh_from_db()
    assert third.comment == "Pour le financement."
    assert third.axis == KitAxis.REFERENCE, "a list keeps the axis that it does not ask"
    post(member, base, acte="retirer")
    assert list(own.items.all()) == [first, second]


def test_only_its_author_sees_and_changes_what_is_not_published(
    visitor: Client, own: Collection, administrator: Client
) -> None:
    item = ItemFactory.create(collection=own)
    stranger = signed_in(UserFactory.create())
    for client in (visitor, stranger, administrator):
        assert client.get("/collections/a-lire/").status_code == 404
        assert client.get("/collections/a-lire/document/").status_code == 404
    assert "À lire" not in visitor.get("/collections/").content.decode()
    for address in (
        "/mes-collections/a-lire/",
        "/mes-collections/a-lire/publier/",
        "/mes-collections/a-lire/supprimer/",
        "/mes-collections/a-lire/retirer/",
        f"/mes-collections/a-lire/pieces/{item.pk}/",
    ):
        assert post(stranger, address, title="Pris", acte="retirer") == 404, address
        assert post(visitor, address) in (302, 403), address
    assert own.items.count() == 1


def test_services_refuse_a_stranger_by_themselves(own: Collection) -> None:
    stranger, item = UserFactory.create(), ItemFactory.create(collection=own)
    acts = [
        lambda: services.edit_collection(
            own, by=stranger, title="x", introduction="", is_kit=False
        ),
        lambda: services.delete_collection(own, by=stranger),
        lambda: services.publish_collection(own, by=stranger),
        lambda: services.withdraw_collection(own, by=stranger),
        lambda: services.add_item(own, by=stranger, subject=AllianceFactory.create()),
        lambda: services.move_item(item, by=stranger, step=1),
        lambda: services.remove_item(item, by=stranger),
        lambda: services.describe_item(item, by=stranger, comment="", axis="reference"),
    ]
    for act in acts:
        with pytest.raises(services.CurationError):
            act()


class TestPublishing:
    def test_without_an_organisation_one_gathers_for_oneself(
        self, member: Client, own: Collection
    ) -> None:
        ItemFactory.create(collection=own)
        post(member, "/mes-collections/a-lire/publier/")
        own.refresh_from_db()
        assert not own.is_published
        assert "rejoignez d’abord" in member.get("/mes-collections/a-lire/").content.decode()

    def test_a_member_publishes_in_the_name_of_their_organisation(
        self, member: Client, member_user: User, own: Collection, visitor: Client
    ) -> None:
        mine, other = OrganisationFactory.create(name="Emmaüs"), OrganisationFactory.create()
        Membership.objects.create(user=member_user, organisation=mine, state="active")
        ItemFactory.create(collection=own, comment="<script>alert(1)</script>")
        with pytest.raises(services.CurationError):
            services.publish_collection(own, by=member_user, organisation=other)
        post(member, "/mes-collections/a-lire/publier/", organisation=mine.slug)
        page = visitor.get("/collections/a-lire/").content.decode()
        assert "Emmaüs" in page
        assert "<script>alert" not in page
        assert "À lire" in visitor.get("/collections/").content.decode()

    def test_an_empty_collection_is_not_published(self, member_user: User, own: Collection) -> None:
        Animation.objects.create(user=member_user)
        with pytest.raises(services.CurationError, match="au moins une"):
            services.publish_collection(own, by=member_user)

    def test_those_who_animate_take_a_collection_back(self, own: Collection) -> None:
        animator = UserFactory.create()
        Animation.objects.create(user=animator)
        ItemFactory.create(collection=own)
        Collection.objects.update(is_published=True)
        assert post(signed_in(animator), "/mes-collections/a-lire/retirer/") == 302
        own.refresh_from_db()
        assert not own.is_published


class TestAuthorGone:
    def test_what_was_published_stays_and_the_instance_keeps_it(
        self, visitor: Client, own: Collection, member_user: User
    ) -> None:
        other = services.create_collection(member_user, title="À moi", introduction="", is_kit=True)
        Collection.objects.filter(pk=own.pk).update(is_published=True)
        forget_person(member_user)
        assert [left.slug for left in Collection.objects.all()] == [own.slug]
        assert not Collection.objects.filter(pk=other.pk).exists(), "what nobody read goes"
        assert "a fermé son compte" in visitor.get(own.get_absolute_url()).content.decode()
        there = UserFactory.create()
        Animation.objects.create(user=there, territory=TerritoryFactory.create())
        address = f"/mes-collections/{own.slug}/"
        assert signed_in(there).get(address).status_code == 404
        keeper = UserFactory.create()
        Animation.objects.create(user=keeper)
        client = signed_in(keeper)
        assert own.title in client.get("/mes-collections/").content.decode()
        assert client.get(address).status_code == 200
        assert post(client, f"{address}retirer/") == 302
        own.refresh_from_db()
        assert (own.owner, own.is_published) == (keeper, False)


class TestReading:
    @pytest.fixture
    def kit(self, own: Collection) -> Collection:
        Collection.objects.update(is_published=True, is_kit=True)
        figure = FigureFactory.create(label="Repas servis")
        ParticipationFactory.create(alliance=figure.alliance, organisation__name="La Cantine")
        ItemFactory.create(collection=own, alliance=figure.alliance, axis=KitAxis.EXAMPLES)
        ItemFactory.create(
            collection=own, alliance=None, resource=ResourceFactory.create(title="Le guide")
        )
        return own

    def test_a_kit_has_four_parts_empty_ones_included(
        self, visitor: Client, kit: Collection
    ) -> None:
        page = visitor.get("/collections/a-lire/").content.decode()
        assert page.count('id="partie-') == 4
        assert "Rien encore ici." in page

    def test_the_document_holds_everything(self, visitor: Client, kit: Collection) -> None:
        page = visitor.get("/collections/a-lire/document/").content.decode()
        for words in ("Repas servis", "La Cantine", "Le guide", "À lire"):
            assert words in page

    def test_a_withdrawn_sheet_leaves_the_collection(
        self, visitor: Client, kit: Collection
    ) -> None:
        hidden = ItemFactory.create(collection=kit, alliance__archived=True)
        assert hidden.alliance.title not in visitor.get("/collections/a-lire/").content.decode()

    def test_pages_ask_as_much_of_the_database_whatever_they_hold(
        self, visitor: Client, kit: Collection, django_assert_max_num_queries: object
    ) -> None:
        from django.db import connection  # noqa: PLC0415 - counted by hand
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - idem

        def asked(url: str) -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert visitor.get(url).status_code == 200
            return len(queries)

        urls = ["/collections/a-lire/", "/collections/a-lire/document/", "/collections/"]
        before = [asked(url) for url in urls]
        for _ in range(12):
            made = ParticipationFactory.create()
            ItemFactory.create(collection=kit, alliance=made.alliance)
            CollectionFactory.create(is_published=True)
        assert [asked(url) for url in urls] == before
