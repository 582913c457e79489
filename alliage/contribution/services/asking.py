"""Ask once a year, of those who can tell, whether a sheet is still exact; remind them once.

Two steps, each safe to do again and to stop anywhere. First each sheet that is due gets its rows:
whom to ask this year. Then each person gets one e-mail a month at most, with a few sheets; the rows
are marked in the transaction that tells them, and an event is never told twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.tasks import task
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.calc.typography import capital
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.models.freshness import year_before
from alliage.capitalisation.queries.freshness import since_words
from alliage.contribution.models import Verification
from alliage.contribution.permissions import can_manage_sheet, may_answer_for
from alliage.contribution.queries.respondents import respondents
from alliage.notifications.services import News, notify_together

from .drafts import ContributionError

VERIFY_KIND = "contribution.verify"
MOST_SHEETS = 10
REMINDED_AFTER = PAUSE = timedelta(days=30)
# What an animator asks again by hand comes beside the monthly e-mail, and not too often.
PAUSE_BY_HAND = timedelta(days=7)
BATCH = 500


@task()
def ask_verifications() -> int:
    """Ask and remind whoever is due to be; return how many e-mails' worth of people were told."""
    today = timezone.localdate()
    for alliance in _due(today):
        plan(alliance, today)
    people = waiting(today).order_by("person").values_list("person", flat=True).distinct()
    return sum(_ask(person, today) for person in list(people))


def _due(today: date) -> Iterator[Alliance]:
    """Read the sheets that are due by pieces: the loop writes between them."""
    found = Alliance.objects.published().due_for_check(today).order_by("pk")
    found = found.prefetch_related("sources", "verifications")
    last = 0
    while batch := list(found.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield from batch


def plan(alliance: Alliance, today: date) -> None:
    """Write whom to ask about a sheet this year, unless it was done or an answer waits."""
    due_on = alliance.freshness.anniversary(today)
    rows = alliance.verifications.all()
    if due_on is None or any(r.due_on == due_on or r.is_unsettled for r in rows):
        return
    people, is_fallback = respondents(alliance)
    Verification.objects.bulk_create(
        [
            Verification(alliance=alliance, person=p, due_on=due_on, is_fallback=is_fallback)
            for p in people
        ],
        ignore_conflicts=True,
    )


def waiting(today: date) -> QuerySet[Verification]:
    """Give what is to be asked, or asked again: of this year, and of sheets still due."""
    limit = timezone.now() - REMINDED_AFTER
    due = Alliance.objects.published().due_for_check(today)
    said = Verification.objects.unsettled().values("alliance")
    never = Q(asked_at=None)
    return (
        Verification.objects.unanswered()
        .filter(never | Q(asked_at__lte=limit, reminded_at=None), person__is_active=True)
        .filter(due_on__gt=year_before(today), alliance__in=due)
        .exclude(alliance__in=said)
        # Reminders give way to what was never asked.
        .order_by(F("asked_at").asc(nulls_first=True), "due_on", "pk")
    )


def _was_written_to(person: User, pause: timedelta) -> bool:
    since = timezone.now() - pause
    recent = Q(asked_at__gt=since) | Q(reminded_at__gt=since)
    return Verification.objects.filter(recent, person=person).exists()


@transaction.atomic
def _ask(key: int, today: date) -> int:
    """Write to one person, once a month; two workers come one after the other."""
    person = User.objects.select_for_update(of=("self",)).get(pk=key)
    if _was_written_to(person, PAUSE):
        return 0
    rows = list(waiting(today).filter(person=person).select_related("alliance")[:MOST_SHEETS])
    return int(tell(person, [row for row in rows if _still_concerns(row, person)], str(today)))


def _still_concerns(row: Verification, person: User) -> bool:
    """Forget the question to somebody who left: others are looked for the next night."""
    if may_answer_for(person, row.alliance):
        return True
    row.delete()
    return False


def tell(person: User, rows: Sequence[Verification], name: str, rank: str = "") -> bool:
    """Tell one person of these sheets in one e-mail, and remember it in the same transaction."""
    if not rows:
        return False
    with translation.override("fr"):
        notify_together(
            VERIFY_KIND,
            event=f"{VERIFY_KIND}:{person.pk}:{name}",
            to=person,
            subject=_("Vos fiches sont-elles toujours exactes ?"),
            news=[_news(row, rank or _rank(row)) for row in rows],
        )
    now = timezone.now()
    for row in rows:
        row.asked_at, row.reminded_at = row.asked_at or now, now if row.asked_at else None
    Verification.objects.bulk_update(rows, ["asked_at", "reminded_at"])
    return True


def _rank(row: Verification) -> str:
    return "reminder" if row.asked_at else "question"


def _news(row: Verification, rank: str) -> News:
    words = {"since": capital(since_words(row.alliance.freshness))}
    return News(
        event=f"{VERIFY_KIND}:{row.pk}:{rank}",
        title=_("Toujours exacte ? %(sheet)s") % {"sheet": row.alliance},
        body=_("%(since)s. Un clic suffit pour répondre.") % words,
        url=f"{row.alliance.get_absolute_url()}#exacte",
    )


@transaction.atomic
def ask_again(alliance: Alliance, *, by: User) -> int:
    """Write now to those who have not answered for a sheet; return how many.

    Raises:
        ContributionError: The person does not animate there.
    """
    if not can_manage_sheet(by, alliance):
        raise ContributionError(_("Seules les personnes qui animent ce territoire en décident."))
    today = timezone.localdate()
    plan(alliance, today)
    rows = Verification.objects.unanswered().filter(
        alliance=alliance, due_on__gt=year_before(today), person__is_active=True
    )
    told = 0
    for row in rows.select_related("alliance", "person"):
        if row.person and not _was_written_to(row.person, PAUSE_BY_HAND):
            told += tell(row.person, [row], f"{today}:{row.pk}", rank=str(today))
    if told:
        record("contribution.verification_asked", alliance, by=by, details={"people": told})
    return told
