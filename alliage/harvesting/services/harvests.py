"""Harvest a source: page after page, each written whole or not at all.

The records of a page, the token of the next one and the sign of life are written in one
transaction. A harvest that is killed leaves what its last page left, and the next one goes on from
there; a page is written only by the owner that the run names, so that two never write together.
"""

import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from alliage.capitalisation.services import one_at_a_time
from alliage.harvesting.models import HarvestRefusal, HarvestRun, HarvestSource
from alliage.harvesting.reading import (
    BusyError,
    Page,
    ProtocolError,
    SourceError,
    fetch,
    read_identity,
    read_page,
)
from alliage.tasks.services import report_progress, should_stop

from .asking import address, limits
from .owners import begin, end
from .records import PageTally, RecordWriter

State = HarvestRun.State
# Beyond this a source that asks to wait is left alone until the next run.
LONGEST_WAIT_S = 120.0
# What changed during the first page of the last harvest is asked again: clocks and commits differ.
OVERLAP = timedelta(seconds=60)
RETRY = timedelta(hours=1)
# What a harvest brought is of interest for a season; its records stay.
KEPT = timedelta(days=90)
MOST_REFUSALS = 1_000
# A page may repeat what came before (a list that moves); a source that only repeats is lost.
MOST_REPEATED_PAGES = 10


class _Stopped(Exception):  # noqa: N818 - it names what happened
    """Somebody asked to stop."""


class _TakenOver(Exception):  # noqa: N818 - it names what happened
    """Another process took the run for dead and goes on in its place."""


def harvest(
    source: HarvestSource, *, task_id: str = "", since: datetime | None = None
) -> HarvestRun:
    """Harvest a source until its list ends, or until something prevents it; the run says which.

    Args:
        source: The source; where its list stands is read from it.
        task_id: The background task that works at it, if it is one.
        since: Start a new list from then, whatever was read before.

    Raises:
        AlreadyRunningError: Another process is at it.
    """
    run = begin(source, task_id=task_id)
    with override("fr"):  # what is kept is read by anybody later
        _Harvest(run, since).work()
    run.refresh_from_db()
    return run


class _Harvest:
    """One harvest at work."""

    def __init__(self, run: HarvestRun, since: datetime | None) -> None:
        self.run, self.source = run, run.source
        self.limits = limits()
        self.writer = RecordWriter(run.source)
        self.seen_tokens, self.seen_records = set[str](), set[int]()
        self.repeated = self.pages = 0
        self.has_restarted = False
        self.waited = 0.0
        self.since = since
        if since:
            self._forget_token()
        self.began_midway = bool(self.source.token)

    def work(self) -> None:
        """Read to the end, and say how it ended."""
        try:
            self._read()
        except _TakenOver:
            return
        except _Stopped:
            self._end(State.STOPPED)
        except BusyError as busy:
            self._end(State.POSTPONED, str(busy), after=timedelta(seconds=busy.wait))
        except SourceError as error:
            self._end(State.FAILED, str(error), after=self._retry())
        except Exception:
            self._end(
                State.FAILED,
                _(
                    "Une erreur inattendue a interrompu le moissonnage. Relancez-le ; si elle "
                    "revient, lisez le journal du serveur."
                ),
            )
            raise

    # --- Reading ------------------------------------------------------------------------------
    def _read(self) -> None:
        if not self.source.token:
            self._begin_list()
        while True:
            asked_at = timezone.now()
            page = self._page()
            if page is None:
                continue  # the token had expired: the list starts again
            self._refuse_loops(page)
            self._write(page, asked_at)
            self._report(page)
            if not page.token:
                return
            self._stop_if_asked()
            time.sleep(settings.HARVEST_PAUSE_S)

    def _begin_list(self) -> None:
        """Ask the source who it is, and decide from when its list is asked."""
        identity = read_identity(self._ask({"verb": "Identify"}))
        last = self.source.last_until
        self.source.list_from = self.since or (last and last - OVERLAP)
        self.source.repository_name = identity.name
        self.source.has_seconds = identity.has_seconds
        self.source.save(update_fields=["list_from", "repository_name", "has_seconds"])
        HarvestRun.objects.filter(pk=self.run.pk).update(list_from=self.source.list_from)

    def _words(self) -> dict[str, str]:
        source = self.source
        if source.token:
            return {"verb": "ListRecords", "resumptionToken": source.token}
        words = {"verb": "ListRecords", "metadataPrefix": source.metadata_prefix}
        if source.list_from:
            form = "%Y-%m-%dT%H:%M:%SZ" if source.has_seconds else "%Y-%m-%d"
            words["from"] = source.list_from.astimezone(UTC).strftime(form)
        return words | ({"set": source.set_spec} if source.set_spec else {})

    def _page(self) -> Page | None:
        try:
            return read_page(self._ask(self._words()))
        except ProtocolError as refusal:
            if refusal.code != "badResumptionToken" or self.has_restarted:
                raise
            self.has_restarted = True
            self._forget_token()
            self.seen_tokens.clear()
            self.seen_records.clear()
            return None

    def _ask(self, words: dict[str, str]) -> bytes:
        """Fetch an answer; wait as long as the source asks, if that is not too long."""
        while True:
            try:
                return fetch(address(self.source.base_url, words), self.limits)
            except BusyError as busy:
                if self.waited + busy.wait > LONGEST_WAIT_S:
                    raise
                self.waited += busy.wait
                self._wait(busy.wait)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._stop_if_asked()
            time.sleep(min(left, 2.0))

    def _stop_if_asked(self) -> None:
        asked = HarvestRun.objects.filter(pk=self.run.pk, is_stop_asked=True).exists()
        if asked or (self.run.task_id and should_stop(self.run.task_id)):
            raise _Stopped

    def _refuse_loops(self, page: Page) -> None:
        fresh = {hash(one.identifier) for one in page.records} - self.seen_records
        self.repeated = 0 if fresh else self.repeated + 1
        is_lost = page.token in self.seen_tokens or self.repeated >= MOST_REPEATED_PAGES
        if page.token and is_lost:
            self._forget_token()
            raise SourceError(_("La source donne sans fin les mêmes pages ; la lecture s’arrête."))
        self.seen_records |= fresh
        self.seen_tokens.add(page.token)

    # --- Writing ------------------------------------------------------------------------------
    @transaction.atomic
    def _write(self, page: Page, asked_at: datetime) -> None:
        """Write a page, where the list stands after it, and the sign of life: all or nothing."""
        one_at_a_time()
        tally = self.writer.write(page.records)
        self._advance(page, tally)
        source = self.source
        began_at = source.list_began_at or page.answered_at or asked_at
        if page.token:
            source.token, source.list_began_at = page.token, began_at
        else:
            source.token, source.list_began_at, source.list_from = "", None, None
            source.last_until = began_at
        source.save(update_fields=["token", "list_began_at", "list_from", "last_until"])
        if not page.token:
            self._end(State.DONE)

    def _report(self, page: Page) -> None:
        """Say on the page of tasks how far the list has been read."""
        if self.run.task_id:
            done = HarvestRun.objects.get(pk=self.run.pk).read
            report_progress(self.run.task_id, done, page.size or done)

    def _advance(self, page: Page, tally: PageTally) -> None:
        still_ours = HarvestRun.objects.filter(
            pk=self.run.pk, owner=self.run.owner, state=State.RUNNING
        ).update(
            pages=F("pages") + 1,
            created=F("created") + tally.created,
            updated=F("updated") + tally.updated,
            deleted=F("deleted") + tally.deleted,
            unchanged=F("unchanged") + tally.unchanged,
            refused=F("refused") + len(tally.refused),
            size=page.size if page.size is not None else F("size"),
            heartbeat_at=timezone.now(),
        )
        if not still_ours:
            raise _TakenOver
        self.pages += 1
        room = MOST_REFUSALS - self.run.refusals.count() if tally.refused else 0
        HarvestRefusal.objects.bulk_create(
            HarvestRefusal(
                run=self.run, identifier=one.identifier, title=one.title, reason=one.reason
            )
            for one in tally.refused[: max(room, 0)]
        )

    def _forget_token(self) -> None:
        """Have the list start again from the same date."""
        self.source.token, self.source.list_began_at = "", None
        self.source.save(update_fields=["token", "list_began_at"])

    @transaction.atomic
    def _end(self, state: State, error: str = "", after: timedelta | None = None) -> None:
        if state == State.FAILED and self.began_midway and not self.pages:
            # Where the last run left off leads nowhere: the next one starts the list again.
            self._forget_token()
        end(self.run, state, error)
        following = self.run.started_at + timedelta(hours=self.source.every_hours)
        next_at = following if after is None else timezone.now() + after
        HarvestSource.objects.filter(pk=self.source.pk).update(next_at=next_at)
        HarvestRun.objects.filter(
            source=self.source, ended_at__lt=self.run.started_at - KEPT
        ).delete()

    def _retry(self) -> timedelta:
        return min(RETRY, timedelta(hours=self.source.every_hours))
