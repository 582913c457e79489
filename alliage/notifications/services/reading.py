"""Remember what was read."""

from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications.models import Notification


def mark_read(person: User, key: int) -> Notification | None:
    """Remember that the person read one of their notifications; nobody else’s is touched."""
    notification = Notification.objects.filter(person=person, pk=key).first()
    if notification and notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


def mark_all_read(person: User) -> int:
    """Remember that the person read all of their notifications."""
    return Notification.objects.filter(person=person).unread().update(read_at=timezone.now())
