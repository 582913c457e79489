"""Who may see the outbox."""

from django.contrib.auth.models import AnonymousUser

from alliage.accounts.models import User


def may_see_outbox(user: User | AnonymousUser) -> bool:
    """Tell whether the person runs the instance: addresses are nobody else’s business."""
    return user.is_authenticated and user.is_active and user.is_superuser
