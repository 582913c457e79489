"""The rules that the database keeps for the memberships of the network."""

from typing import Any

from alliage.accounts.models import User
from alliage.network.models import Animation, Invitation, Membership
from tests.network.factories import OrganisationFactory


def person() -> User:
    return User.objects.get_or_create(email="une@exemple.fr")[0]


def membership(**fields: Any) -> Membership:
    given = {"organisation": OrganisationFactory.create(), **fields}
    return Membership.objects.create(user=person(), **given)


def invitation(**fields: Any) -> Invitation:
    given = {"organisation": OrganisationFactory.create(), "address": "lui@exemple.fr", **fields}
    return Invitation.objects.create(by=person(), **given)


def invited_twice() -> None:
    organisation = OrganisationFactory.create()
    invitation(organisation=organisation)
    invitation(organisation=organisation)


def members_twice() -> None:
    organisation = OrganisationFactory.create()
    membership(organisation=organisation)
    membership(organisation=organisation)


def animates_twice() -> None:
    from tests.territories.factories import charente  # noqa: PLC0415 - makes rows

    territory = charente()
    Animation.objects.create(user=person(), territory=territory)
    Animation.objects.create(user=person(), territory=territory)


def animates_all_twice() -> None:
    Animation.objects.create(user=person())
    Animation.objects.create(user=person())


REFUSED = [
    ("membership_role_known", membership, {"role": "x"}),
    ("membership_state_known", membership, {"state": "x"}),
    ("membership_way_known", membership, {"way": "x"}),
    ("invitation_role_known", invitation, {"role": "x"}),
    ("invitation_address_lower_case", invitation, {"address": "Lui@exemple.fr"}),
]
SAME = [
    ("membership_once", members_twice),
    ("invitation_once", invited_twice),
    ("animation_once", animates_twice),
    ("animation_of_instance_once", animates_all_twice),
]
