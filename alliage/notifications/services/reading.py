"""Remember what was read, and forget what is old."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications.models import Mail, Notification

# More than a year, so that what comes back every year is not told twice.
KEPT = timedelta(days=400)


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


@task()
def forget_old() -> int:
    """Remove notifications and e-mails of long ago, whose addresses nobody needs any more."""
    limit = timezone.now() - KEPT
    mails = Mail.objects.filter(created_at__lt=limit).delete()[0]
    news = Notification.objects.filter(created_at__lt=limit).delete()[0]
    return mails + news
