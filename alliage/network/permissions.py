"""Who may act for whom, and where: the questions that every context asks about a person.

An administrator may do everything; an animator acts where they animate, and nowhere else; a
representative speaks for their organisation, and for no other.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from alliage.accounts.models import User
from alliage.territories.models import Level, Territory

from .models import Animation, Membership, Organisation

Person = User | AnonymousUser


def is_administrator(user: Person) -> bool:
    """Tell whether the person runs the instance."""
    return user.is_authenticated and user.is_active and user.is_superuser


def animates_somewhere(user: Person) -> bool:
    """Tell whether the person animates a territory or the instance."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or Animation.objects.filter(user=user).exists()


def animates_instance(user: Person) -> bool:
    """Tell whether the person animates the whole instance."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or Animation.objects.filter(user=user, territory=None).exists()


def animates(user: Person, territories: Iterable[Territory]) -> bool:
    """Tell whether the person animates the instance, or a territory that holds one of these.

    What acts nowhere in particular is left to those who animate the instance.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    scopes = set(Animation.objects.filter(user=user).values_list("territory_id", flat=True))
    if None in scopes:
        return True
    return any(scopes & holders(territory) for territory in territories)


def holders(territory: Territory) -> set[int | None]:
    """Give the keys of the territories that hold this one, itself included."""
    held = {territory.pk, territory.epci_id, territory.department_id, territory.region_id}
    country = Territory.objects.filter(level=Level.COUNTRY).values_list("pk", flat=True)
    return {*held, *country} - {None}


def is_member(user: Person, organisation: Organisation) -> bool:
    """Tell whether the person belongs to the organisation, as somebody entitled accepted."""
    return _has_membership(user, organisation, *Membership.Role.values)


def represents(user: Person, organisation: Organisation) -> bool:
    """Tell whether the person may speak for the organisation."""
    return _has_membership(user, organisation, Membership.Role.REPRESENTATIVE)


def may_manage_members(user: Person, organisation: Organisation) -> bool:
    """Tell whether the person decides who belongs to the organisation."""
    return represents(user, organisation) or animates(user, places_of(organisation))


def may_decide(user: Person, membership: Membership) -> bool:
    """Tell whether the person may answer a request or change a role: never their own."""
    if is_administrator(user):
        return True
    return membership.user_id != user.pk and may_manage_members(user, membership.organisation)


def places_of(organisation: Organisation) -> list[Territory]:
    """Give the territories that say who animates an organisation."""
    return [organisation.territory] if organisation.territory else []


def _has_membership(user: Person, organisation: Organisation, *roles: str) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return Membership.objects.filter(
        user=user, organisation=organisation, state=Membership.State.ACTIVE, role__in=roles
    ).exists()
