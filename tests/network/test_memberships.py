"""Joining, answering, changing roles, leaving: what is allowed, to whom, and what is kept."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from alliage.accounts.models import JournalEntry, User
from alliage.network import queries, services
from alliage.network.domains import shared_domains, shares_domain
from alliage.network.models import Membership, Organisation
from alliage.network.services import MembershipError
from alliage.notifications.models import Notification
from tests.network.factories import OrganisationFactory
from tests.network.people import Role, State, animates, asks, belongs, person
from tests.territories.factories import TerritoryFactory, angouleme, charente, france

pytestmark = pytest.mark.django_db
Way = Membership.Way


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory.create(url="https://www.nous.org/", territory=angouleme())


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def prove(*addresses: str) -> None:
        monkeypatch.setattr(
            "alliage.network.services.memberships.verified_addresses", lambda _: set(addresses)
        )

    return prove


# --- The domain of an address ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "url", "proves"),
    [
        ("anne@nous.org", "https://www.nous.org/", True),
        ("anne@NOUS.org", "https://nous.org/equipe", True),
        ("anne@sub.nous.org", "https://nous.org", False),
        ("anne@nous.org", "https://sub.nous.org", False),
        ("anne@nous.org.evil.com", "https://nous.org", False),
        ("anne@xnous.org", "https://nous.org", False),
        ("anne@gmail.com", "https://gmail.com", False),
        ("anne@orange.fr", "https://www.orange.fr", False),
        ("anne@laposte.net", "https://laposte.net", False),
        ("anne@wordpress.com", "https://nous.wordpress.com", False),
        ("anne@nous.wordpress.com", "https://nous.wordpress.com", False),
        ("anne@gouv.fr", "https://gouv.fr", False),
        ("anne@charente.gouv.fr", "https://www.charente.gouv.fr", True),
        ("anne@", "https://", False),
        ("", "", False),
        ("anne@[::1", "https://[::1", False),
        ("anne@localhost", "http://localhost", False),
    ],
)
def test_only_the_very_domain_of_the_site_proves_a_link(
    address: str, url: str, proves: bool
) -> None:
    assert shares_domain([address], url) is proves


def test_the_list_of_shared_domains_is_clean() -> None:
    assert all(domain == domain.strip().lower() and "." in domain for domain in shared_domains())
    assert {"gmail.com", "orange.fr", "laposte.net"} <= shared_domains()


def test_a_verified_address_of_the_domain_is_accepted_at_once(
    organisation: Organisation, proven: Callable[[str], None]
) -> None:
    proven("anne@nous.org")
    anne, paul = person("Anne"), person("Paul")
    first = services.request_membership(organisation, by=anne, role=Role.REPRESENTATIVE)
    assert (first.state, first.way, first.role) == (State.ACTIVE, Way.DOMAIN, Role.REPRESENTATIVE)
    later = services.request_membership(organisation, by=paul, role=Role.REPRESENTATIVE)
    assert (later.state, later.role) == (State.ACTIVE, Role.MEMBER), "one is there already"


def test_an_address_that_nobody_verified_proves_nothing(organisation: Organisation) -> None:
    anne = User.objects.create_user("anne@nous.org")
    assert services.request_membership(organisation, by=anne).state == State.REQUESTED


def test_after_a_refusal_only_people_answer(
    organisation: Organisation, proven: Callable[[str], None]
) -> None:
    proven("anne@nous.org")
    anne = person("Anne")
    sent_away = belongs(anne, organisation)
    boss = person("Boss")
    belongs(boss, organisation, Role.REPRESENTATIVE)
    services.leave_organisation(sent_away, by=boss)
    again = services.request_membership(organisation, by=anne)
    assert (again.pk, again.state) == (sent_away.pk, State.REQUESTED)


# --- Asking ----------------------------------------------------------------------------------
def test_a_request_is_kept_written_in_the_journal_and_told_to_those_who_answer(
    organisation: Organisation,
) -> None:
    anne, boss = person("Anne"), person("Boss")
    belongs(boss, organisation, Role.REPRESENTATIVE)
    near = animates(person("Proche"), charente())
    animates(person("Loin"), TerritoryFactory.create())
    made = services.request_membership(organisation, by=anne, message=" Je suis Anne. ")
    assert (made.state, made.message, made.role) == (State.REQUESTED, "Je suis Anne.", Role.MEMBER)
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.by, entry.about_key) == (
        "network.membership_requested",
        anne,
        str(organisation.pk),
    )
    told = set(Notification.objects.values_list("person", flat=True))
    assert told == {boss.pk, near.pk}


def test_asking_twice_or_for_a_collective_name_is_refused_in_words(
    organisation: Organisation,
) -> None:
    anne = person("Anne")
    services.request_membership(organisation, by=anne)
    with pytest.raises(MembershipError, match="déjà enregistrée"):
        services.request_membership(organisation, by=anne)
    member = person("Paul")
    belongs(member, organisation)
    with pytest.raises(MembershipError, match="appartenez déjà"):
        services.request_membership(organisation, by=member)
    with pytest.raises(MembershipError, match="plusieurs organisations"):
        services.request_membership(OrganisationFactory.create(collective=True), by=anne)


def test_nobody_may_flood_the_queue() -> None:
    anne = person("Anne")
    for other in OrganisationFactory.create_batch(20):
        asks(anne, other)
    with pytest.raises(MembershipError, match="trop de demandes"):
        services.request_membership(OrganisationFactory.create(), by=anne)


# --- Answering -------------------------------------------------------------------------------
def test_an_animator_answers_in_their_territory_and_nowhere_else(
    organisation: Organisation,
) -> None:
    request = asks(person("Anne"), organisation)
    elsewhere = animates(person("Loin"), TerritoryFactory.create())
    for act in (services.accept_membership, services.refuse_membership):
        with pytest.raises(PermissionDenied):
            act(request, by=elsewhere)
    near = animates(person("Proche"), charente())
    accepted = services.accept_membership(request, by=near, role=Role.REPRESENTATIVE)
    assert (accepted.state, accepted.role) == (State.ACTIVE, Role.REPRESENTATIVE)
    assert accepted.decided_at is not None
    assert Notification.objects.get().person == request.user
    with pytest.raises(MembershipError, match="déjà reçu une réponse"):
        services.refuse_membership(request, by=near)


def test_an_organisation_of_nowhere_is_left_to_the_instance() -> None:
    request = asks(person("Anne"), OrganisationFactory.create())
    with pytest.raises(PermissionDenied):
        services.accept_membership(request, by=animates(person("Proche"), france()))
    services.accept_membership(request, by=animates(person("Tout")))


def test_nobody_answers_their_own_request(organisation: Organisation) -> None:
    animator = animates(person("Anne"))
    request = asks(animator, organisation)
    with pytest.raises(PermissionDenied):
        services.accept_membership(request, by=animator)
    assert not queries.requests_for(animator).exists()


@pytest.mark.parametrize("role", [None, Role.MEMBER])
def test_strangers_and_simple_members_answer_nothing(
    organisation: Organisation, role: str | None
) -> None:
    request, other = asks(person("Anne"), organisation), person("Paul")
    if role:
        belongs(other, organisation, role)
    for act in (services.accept_membership, services.refuse_membership):
        with pytest.raises(PermissionDenied):
            act(request, by=other)
    with pytest.raises(PermissionDenied):
        services.leave_organisation(request, by=other)


def test_a_representative_answers_for_their_organisation_alone(organisation: Organisation) -> None:
    boss = person("Boss")
    belongs(boss, organisation, Role.REPRESENTATIVE)
    services.refuse_membership(asks(person("Anne"), organisation), by=boss)
    with pytest.raises(PermissionDenied):
        services.accept_membership(asks(person("Paul"), OrganisationFactory.create()), by=boss)


# --- Roles -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Role)
def test_nobody_changes_their_own_role(organisation: Organisation, role: str) -> None:
    anne = person("Anne")
    mine = belongs(anne, organisation, role)
    with pytest.raises(PermissionDenied):
        services.change_role(mine, by=anne, role=Role.REPRESENTATIVE)


def test_a_representative_makes_another_and_the_journal_knows(organisation: Organisation) -> None:
    boss = person("Boss")
    belongs(boss, organisation, Role.REPRESENTATIVE)
    other = belongs(person("Anne"), organisation)
    assert services.change_role(other, by=boss, role=Role.REPRESENTATIVE).role == "representative"
    assert JournalEntry.objects.get().verb == "network.role_changed"
    assert set(queries.representatives_of(organisation)) == {boss, other.user}
    with pytest.raises(MembershipError, match="pas encore"):
        services.change_role(asks(person("Paul"), organisation), by=boss, role=Role.MEMBER)


def test_one_leaves_and_the_row_goes(organisation: Organisation) -> None:
    anne = person("Anne")
    mine = belongs(anne, organisation)
    services.leave_organisation(mine, by=anne)
    assert not Membership.objects.exists()
    with pytest.raises(MembershipError, match="n’existe plus"):
        services.leave_organisation(mine, by=anne)


def test_somebody_refused_cannot_wipe_the_refusal(organisation: Organisation) -> None:
    anne = person("Anne")
    kept = Membership.objects.create(user=anne, organisation=organisation, state=State.REFUSED)
    with pytest.raises(MembershipError, match="pris fin"):
        services.leave_organisation(kept, by=anne)


# --- Who animates, who represents ------------------------------------------------------------
def test_animators_of_a_place_are_those_of_what_holds_it_and_of_the_instance() -> None:
    commune = angouleme()
    near, whole = animates(person("Proche"), charente()), animates(person("Tout"))
    country = animates(person("Pays"), france())
    animates(person("Loin"), TerritoryFactory.create())
    gone = animates(person("Partie"), commune)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert set(queries.animators_of([commune])) == {near, whole, country}
    assert set(queries.animators_of([])) == {whole}


def test_requests_within_the_scope_alone_are_listed(organisation: Organisation) -> None:
    inside = asks(person("Anne"), organisation)
    outside = asks(person("Paul"), OrganisationFactory.create(territory=TerritoryFactory.create()))
    nowhere = asks(person("Zoé"), OrganisationFactory.create())
    assert list(queries.requests_for(animates(person("A"), charente()))) == [inside]
    assert list(queries.requests_for(animates(person("B"), france()))) == [inside, outside]
    assert list(queries.requests_for(animates(person("C")))) == [inside, outside, nowhere]
    assert list(queries.requests_for(person("D"))) == []
