"""People of the network: who belongs to what, who animates where."""

from django.test import Client

from alliage.accounts.models import User
from alliage.network.models import Animation, Membership, Organisation
from alliage.territories.models import Territory

Role, State = Membership.Role, Membership.State


def person(name: str) -> User:
    """Make somebody with an account, known by a first name."""
    return User.objects.create_user(f"{name.lower()}@exemple.fr", name=name)


def browser(user: User) -> Client:
    """Give a browser whose forms carry no token: what is tested is not their forgery."""
    client = Client()
    client.force_login(user)
    return client


def belongs(user: User, organisation: Organisation, role: str = Role.MEMBER) -> Membership:
    """Make somebody belong to an organisation."""
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, state=State.ACTIVE
    )


def asks(user: User, organisation: Organisation) -> Membership:
    """Make somebody ask to belong."""
    return Membership.objects.create(user=user, organisation=organisation)


def animates(user: User, territory: Territory | None = None) -> User:
    """Make somebody animate a territory, or the whole instance."""
    Animation.objects.create(user=user, territory=territory)
    return user
