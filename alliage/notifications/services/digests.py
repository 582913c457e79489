"""Digests: one e-mail for what happened before today, or before this week."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications.messages import DIGESTS
from alliage.notifications.models import Mail, Notification, Rhythm

from .delivery import deliver

BATCH = 500


@task()
def send_digests() -> int:
    """Build the digests that are due, and send them; done twice, it sends nothing more."""
    built = build_digests()
    deliver.call()
    return built


def build_digests(today: date | None = None) -> int:
    """Put in the outbox the digests due on a day, and say how many; memory stays bounded.

    A daily digest tells what happened before today, a weekly one what happened before Monday:
    whenever the command runs in the period, and however often, each person gets one.
    """
    day = today or timezone.localdate()
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return _build(Rhythm.DAILY, f"{day:%Y-%m-%d}", day) + _build(
        Rhythm.WEEKLY, f"{year}-W{week:02}", monday
    )


def _build(rhythm: Rhythm, period: str, before: date) -> int:
    limit = timezone.make_aware(datetime.combine(before, time.min))
    awaiting = Notification.objects.awaiting(rhythm).filter(created_at__lt=limit)
    people = awaiting.order_by("person_id").values_list("person_id", flat=True).distinct()
    built, last = 0, 0
    # Read by pieces: an iterator of the database would not survive the commits of the loop.
    while batch := list(people.filter(person_id__gt=last)[:BATCH]):
        last = batch[-1]
        built += _build_for(batch, rhythm, f"{DIGESTS[rhythm]}:{period}", limit)
    return built


@transaction.atomic
def _build_for(people: Sequence[int], rhythm: Rhythm, event: str, limit: datetime) -> int:
    now = timezone.now()
    kind = DIGESTS[rhythm]
    persons = User.objects.filter(pk__in=people, is_active=True).only("email")
    Mail.objects.bulk_create(
        [Mail(event=event, address=p.email, person=p, kind=kind, not_before=now) for p in persons],
        ignore_conflicts=True,
    )
    # A row that waits, held until the commit, cannot leave meanwhile: what is added to it here
    # is told by it. One that left already takes nothing more; the next digest will.
    waiting = Mail.objects.select_for_update().filter(
        event=event, person__in=people, state=Mail.State.WAITING
    )
    keys = list(waiting.values_list("person_id", flat=True))
    Notification.objects.awaiting(rhythm).filter(person__in=keys, created_at__lt=limit).update(
        mail_event=event
    )
    return len(keys)
