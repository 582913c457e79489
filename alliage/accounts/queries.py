"""Readings of accounts."""

from django.apps import apps

from .models import User

# Named, not imported: an application that is not installed cannot be.
ADDRESSES = "account.EmailAddress"


def verified_addresses(user: User) -> set[str]:
    """Give the addresses that the person proved to hold, by following a link sent there.

    Without the application that sends these links, nothing is proven.
    """
    if not apps.is_installed("allauth.account"):
        return set()
    known = apps.get_model(ADDRESSES)._default_manager
    proven = known.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
    return {str(address).lower() for address in proven}
