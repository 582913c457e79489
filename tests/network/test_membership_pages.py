"""The pages of people in organisations: who opens them, what they do, and how crowded they stay."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliage.accounts.models import JournalEntry, User
from alliage.network import services
from alliage.network.models import Animation, Invitation, Membership, Organisation
from alliage.network.services import MembershipError
from alliage.network.services.invitations import sign
from tests.network.factories import OrganisationFactory
from tests.network.people import Role, State, animates, asks, belongs, browser, person
from tests.territories.factories import TerritoryFactory, charente

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(name="Nous", slug="nous", territory=charente())


@pytest.fixture
def boss(organisation: Organisation) -> User:
    user = person("Boss")
    belongs(user, organisation, Role.REPRESENTATIVE)
    return user


def said(answer: Any) -> str:
    """Give the messages that the next page shows."""
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def members_page(organisation: Organisation) -> str:
    return reverse("network:members", args=[organisation.slug])


# --- Doors -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["mine", "join", "members", "requests"])
def test_a_visitor_is_asked_to_sign_in(
    name: str, visitor: Client, organisation: Organisation
) -> None:
    needs_slug = name in ("join", "members")
    url = reverse(f"network:{name}", args=[organisation.slug] if needs_slug else [])
    assert "next=" in visitor.get(url).headers["Location"]


@pytest.mark.parametrize("name", ["accept", "refuse", "role", "leave"])
def test_nobody_acts_on_the_membership_of_another(
    name: str, visitor: Client, organisation: Organisation
) -> None:
    row = asks(person("Anne"), organisation)
    url, data = reverse(f"network:{name}", args=[row.pk]), {"role": Role.REPRESENTATIVE}
    assert visitor.post(url, data).status_code in (302, 403)
    assert Client().post(url, data).status_code == 302
    far = animates(person("Loin"), TerritoryFactory.create())
    member = person("Paul")
    belongs(member, organisation)
    for other in (person("Tiers"), far, member):
        assert browser(other).post(url, data).status_code == 403
        assert browser(other).get(url).status_code == 405
    row.refresh_from_db()
    assert (row.state, row.role) == (State.REQUESTED, Role.MEMBER)
    assert browser(far).post(reverse(f"network:{name}", args=[0]), data).status_code == 404


def test_the_members_page_opens_to_those_who_decide(
    organisation: Organisation, boss: User, administrator: Client
) -> None:
    url = members_page(organisation)
    member = person("Paul")
    belongs(member, organisation)
    for allowed in (boss, animates(person("Proche"), charente()), animates(person("Tout"))):
        assert browser(allowed).get(url).status_code == 200
    assert administrator.get(url).status_code == 200
    far = animates(person("Loin"), TerritoryFactory.create())
    for other in (member, far, person("Tiers")):
        assert browser(other).get(url).status_code == 403
        assert browser(other).post(url, {"address": "x@y.fr", "role": "member"}).status_code == 403
    assert not Invitation.objects.exists()


def test_the_queue_opens_to_animators(member: Client, administrator: Client) -> None:
    url = reverse("network:requests")
    assert member.get(url).status_code == 403
    assert administrator.get(url).status_code == 200
    page = browser(animates(person("Proche"), charente())).get(url).content.decode()
    assert "Aucune demande en attente" in page


# --- Joining ---------------------------------------------------------------------------------
def test_one_asks_from_the_page_of_the_organisation_and_sees_the_answer_wait(
    organisation: Organisation,
) -> None:
    anne = person("Anne")
    mine = browser(anne)
    assert (
        "Rejoindre cette organisation" in mine.get(organisation.get_absolute_url()).content.decode()
    )
    url = reverse("network:join", args=[organisation.slug])
    answer = mine.post(
        url, {"role": "member", "message": "<script>x</script>", "state": "active"}, follow=True
    )
    assert "Votre demande est partie" in said(answer)
    assert "demande en attente" in answer.content.decode()
    assert Membership.objects.get().state == State.REQUESTED, "the form sets no state"
    assert "demande en attente" in mine.get(organisation.get_absolute_url()).content.decode()
    assert "déjà enregistrée" in mine.post(url, {"role": "member"}).content.decode()
    queue = browser(animates(person("A"), charente())).get(reverse("network:requests"))
    assert "&lt;script&gt;" in queue.content.decode()


def test_a_wrong_role_is_told_in_the_form(organisation: Organisation) -> None:
    url = reverse("network:join", args=[organisation.slug])
    html = browser(person("Anne")).post(url, {"role": "boss"}).content.decode()
    assert "Une réponse est à revoir" in html
    assert not Membership.objects.exists()


def test_a_collective_name_offers_nothing_to_join(client: Client) -> None:
    made = OrganisationFactory.create(collective=True)
    assert "Rejoindre" not in client.get(made.get_absolute_url()).content.decode()


def test_my_organisations_are_empty_at_first(member: Client) -> None:
    assert "aucune organisation" in member.get(reverse("network:mine")).content.decode()


# --- Answering, changing, leaving --------------------------------------------------------------
def test_a_representative_answers_on_the_members_page_and_returns_there(
    organisation: Organisation, boss: User
) -> None:
    row, url = asks(person("Anne"), organisation), members_page(organisation)
    assert "Accepter comme membre" in browser(boss).get(url).content.decode()
    accept = reverse("network:accept", args=[row.pk])
    answer = browser(boss).post(accept, {"role": "member", "next": url})
    assert answer.headers["Location"] == url
    row.refresh_from_db()
    assert row.state == State.ACTIVE
    again = browser(boss).post(accept, {"next": url}, follow=True)
    assert "déjà reçu une réponse" in said(again)


@pytest.mark.parametrize("back", ["https://ailleurs.fr/", "//ailleurs.fr", ""])
def test_acting_never_leads_off_the_site(organisation: Organisation, boss: User, back: str) -> None:
    row = asks(person("Anne"), organisation)
    answer = browser(boss).post(reverse("network:refuse", args=[row.pk]), {"next": back})
    assert answer.headers["Location"] == reverse("network:mine")


@pytest.mark.parametrize("name", ["role", "accept"])
def test_an_unknown_role_changes_nothing(organisation: Organisation, boss: User, name: str) -> None:
    row = asks(person("Anne"), organisation)
    url = reverse(f"network:{name}", args=[row.pk])
    assert "n’existe pas" in said(browser(boss).post(url, {"role": "x"}, follow=True))
    row.refresh_from_db()
    assert row.state == State.REQUESTED


def test_a_role_is_changed_and_a_member_sent_away(organisation: Organisation, boss: User) -> None:
    row = belongs(person("Anne"), organisation)
    browser(boss).post(reverse("network:role", args=[row.pk]), {"role": "representative"})
    row.refresh_from_db()
    assert row.role == Role.REPRESENTATIVE
    browser(boss).post(reverse("network:leave", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == State.REFUSED
    late = browser(boss).post(reverse("network:leave", args=[row.pk]), follow=True)
    assert "déjà pris fin" in said(late)


# --- Invitations -----------------------------------------------------------------------------
def invited(organisation: Organisation, boss: User, address: str = "anne@exemple.fr") -> str:
    made = services.invite_member(organisation, by=boss, address=address)
    return reverse("network:invitation", args=[sign(made)])


def test_an_invitation_arrives_and_opens_the_organisation_once(
    organisation: Organisation, boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser(boss).post(
            members_page(organisation), {"address": "Anne@Exemple.fr", "role": "member"}
        )
    [letter] = mail.outbox
    assert letter.to == ["anne@exemple.fr"]
    url = reverse("network:invitation", args=[sign(Invitation.objects.get())])
    assert "/invitations/" in letter.body
    visitor = Client()
    assert "Me connecter" in visitor.get(url).content.decode()
    assert "next=" in visitor.post(url).headers["Location"]
    anne = person("Anne")
    assert "Rejoindre l’organisation" in browser(anne).get(url).content.decode()
    assert "Vous appartenez à" in said(browser(anne).post(url, follow=True))
    row = Membership.objects.get(user=anne)
    assert (row.state, row.way, row.role) == (State.ACTIVE, "invitation", Role.MEMBER)
    assert browser(anne).get(url).status_code == 410, "it serves once"
    assert JournalEntry.objects.filter(verb="network.membership_active", by=anne).exists()


def test_an_invitation_is_for_its_address_alone(organisation: Organisation, boss: User) -> None:
    url = invited(organisation, boss)
    answer = browser(person("Tiers")).post(url)
    assert answer.status_code == 403
    assert "autre adresse" in answer.content.decode()
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "MTA:1aaaaa:zzzz", "IjEi:x:y"])
def test_a_false_link_opens_nothing(token: str, client: Client) -> None:
    assert client.get(reverse("network:invitation", args=[token])).status_code == 410


def test_a_link_expires_and_falls_with_the_right_of_who_sent_it(
    organisation: Organisation, boss: User, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    url = invited(organisation, boss)
    with monkeypatch.context() as later:
        later.setattr("alliage.network.services.invitations.LIFETIME", -1)
        assert client.get(url).status_code == 410
    assert client.get(url).status_code == 200
    Membership.objects.filter(user=boss).update(role=Role.MEMBER)
    assert client.get(url).status_code == 410


def test_a_second_invitation_replaces_the_first_and_one_is_withdrawn(
    organisation: Organisation, boss: User, client: Client
) -> None:
    first, second = invited(organisation, boss), invited(organisation, boss)
    assert client.get(first).status_code == 410
    withdraw = reverse("network:withdraw", args=[Invitation.objects.get().pk])
    assert client.post(withdraw).status_code == 302
    assert browser(person("Tiers")).post(withdraw).status_code == 403
    browser(boss).post(withdraw)
    assert client.get(second).status_code == 410


def test_a_member_is_not_invited_and_invitations_are_not_endless(
    organisation: Organisation, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = members_page(organisation)
    html = browser(boss).post(url, {"address": boss.email, "role": "member"}).content.decode()
    assert "appartient déjà" in html
    monkeypatch.setattr("alliage.network.services.invitations.MOST_INVITATIONS", 0)
    with pytest.raises(MembershipError, match="Cinquante"):
        services.invite_member(organisation, by=boss, address="a@b.fr")


# --- Crowds ----------------------------------------------------------------------------------
def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_pages_cost_the_same_for_one_and_for_many(organisation: Organisation, boss: User) -> None:
    animates(boss)

    def crowd(first: int, last: int) -> None:
        for n in range(first, last):
            asks(person(f"demande{n}"), organisation)
            belongs(person(f"membre{n}"), organisation)
            services.invite_member(organisation, by=boss, address=f"i{n}@exemple.fr")
            belongs(boss, OrganisationFactory.create(territory=charente()))

    client = browser(boss)
    urls = [members_page(organisation), reverse("network:requests"), reverse("network:mine")]
    crowd(0, 1)
    before = [cost(client, url) for url in urls]
    crowd(1, 12)
    assert [cost(client, url) for url in urls] == before
    assert max(before) <= 14


# --- Administration --------------------------------------------------------------------------
def test_only_administrators_give_rights_in_the_administration(
    animator: Client, animator_user: User, administrator: Client
) -> None:
    for model in ("membership", "animation"):
        assert animator.get(reverse(f"admin:network_{model}_changelist")).status_code == 403
        assert animator.get(reverse(f"admin:network_{model}_add")).status_code == 403
        assert administrator.get(reverse(f"admin:network_{model}_changelist")).status_code == 200
    rights = animator_user.get_all_permissions()
    assert not [r for r in rights if "membership" in r or "animation" in r or "invitation" in r]


def test_what_administrators_give_is_in_the_journal(administrator_user: User) -> None:
    url, other = reverse("admin:network_animation_add"), person("Anne")
    client = browser(administrator_user)
    client.post(url, {"user": other.pk, "territory": charente().pk})
    made = Animation.objects.get()
    client.post(reverse("admin:network_animation_delete", args=[made.pk]), {"post": "yes"})
    verbs = list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["network.animation_added", "network.animation_deleted"]
