"""Who may decide what this instance harvests."""

from alliage.network.permissions import Person, is_administrator


def may_harvest(user: Person) -> bool:
    """Tell whether the person may see and lead harvests: those who run the instance."""
    return is_administrator(user)
