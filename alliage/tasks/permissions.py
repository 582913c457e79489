"""Who may see and act on background work."""

from django.contrib.auth.models import AnonymousUser

from alliage.accounts.models import User


def may_see_tasks(user: User | AnonymousUser) -> bool:
    """Tell whether the person runs the instance."""
    return user.is_authenticated and user.is_active and user.is_superuser
