"""Whom to ask whether a sheet is still exact."""

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.network.models import Membership
from alliage.network.queries import animators_of
from alliage.territories.models import Territory


def respondents(alliance: Alliance) -> tuple[list[User], bool]:
    """Give those who can answer for a sheet, and whether they are asked for want of any other.

    The representatives of its partners; else their members; else who last told it; else those who
    animate its territories. Nobody at all when even these are missing.
    """
    partners = Membership.objects.active().filter(
        organisation__in=alliance.participations.values("organisation")
    )
    for role in (Membership.Role.REPRESENTATIVE, Membership.Role.MEMBER):
        asked = User.objects.filter(
            is_active=True, pk__in=partners.filter(role=role).values("user")
        )
        if found := list(asked.order_by("pk")):
            return found, False
    last = alliance.revisions.select_related("by").first()
    if last and last.by and last.by.is_active:
        return [last.by], False
    return list(animators_of(territories_of(alliance))), True


def territories_of(alliance: Alliance) -> list[Territory]:
    """Give the territories where an alliance acts."""
    return [place.territory for place in alliance.places.select_related("territory")]
