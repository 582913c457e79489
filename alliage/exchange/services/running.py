"""The two long works on a file: its examination, then its import. Both may be run twice."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.tasks import task

from alliage.accounts.services import record as journal
from alliage.capitalisation.services import ImportReport, Reading, import_file
from alliage.exchange.models import ImportNote, ImportRun
from alliage.exchange.permissions import may_import

from .files import path_of
from .scopes import ScopedWriter
from .twins import TwinFinder, as_known

State, Level = ImportRun.State, ImportNote.Level
MOST_TWINS = 2_000


class _Stopped(Exception):  # noqa: N818 - it names what happened
    """Somebody asked to stop."""


class _Watching(ScopedWriter):
    """A writer for an examination: it also looks for what a row may double."""

    def watch(self, kind: str) -> list[ImportNote]:
        """Start to look; give the list that will fill with what is found."""
        self._finder, self._found = TwinFinder(kind), list[ImportNote]()
        return self._found

    def clean(self, cleaner: Any) -> Any:
        """Read a record, and look for its doubles."""
        record = super().clean(cleaner)
        if not cleaner.problems and len(self._found) < MOST_TWINS:
            row = as_known(self._kind, record)
            self._found += [
                ImportNote(
                    line=record.line,
                    level=Level.TWIN,
                    field="title",
                    reason=twin.reason,
                    value=row.title[:200],
                    other_slug=twin.slug,
                    other_title=twin.title,
                )
                for twin in self._finder.twins(row)
            ]
        return record


@task
def check_run(run_id: int) -> None:
    """Examine a file: nothing is written but what was found in it."""
    run = ImportRun.objects.select_related("by").get(pk=run_id)
    if run.state != State.CHECKING or not may_import(run.by):
        return
    writer = _Watching(run.kind, run.by)
    twins = writer.watch(run.kind)
    try:
        report = import_file(
            path_of(run.stored_name),
            writer,
            is_dry_run=True,
            progress=_progress(run),
            reading=Reading(run.sheet, run.names),
        )
    except _Stopped:
        ImportRun.objects.filter(pk=run_id).update(state=State.STOPPED)
        return
    with transaction.atomic():
        _keep_notes(run, report, twins)
        counts = {"read": report.read, "refused": report.refused_lines, "twins": len(twins)}
        ImportRun.objects.filter(pk=run_id, state=State.CHECKING).update(
            state=State.CHECKED, counts=counts, done=report.read
        )


@task
def apply_run(run_id: int) -> None:
    """Write the rows of a file and the state of the run in one transaction: all, or nothing.

    Killed before its end, it leaves nothing, and may be run again; after it, it does nothing more.
    """
    try:
        with transaction.atomic():
            run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run_id)
            if run.state != State.APPLYING or not may_import(run.by):
                return
            _apply(run)
    except _Stopped:
        ImportRun.objects.filter(pk=run_id, state=State.APPLYING).update(state=State.STOPPED)


def _apply(run: ImportRun) -> None:
    report = import_file(
        path_of(run.stored_name),
        ScopedWriter(run.kind, run.by),
        is_partial=True,
        progress=_progress(run),
        reading=reading_of(run),
    )
    tally = report.tally
    run.counts = {
        "read": report.read,
        "refused": report.refused_lines,
        "created": len(tally.created),
        "updated": len(tally.updated),
        "unchanged": tally.unchanged,
    }
    run.state, run.done = State.APPLIED, report.read
    run.save(update_fields=["counts", "state", "done", "updated_at"])
    run.notes.filter(level=Level.TWIN).delete()
    _keep_notes(run, report, [])
    journal("exchange.applied", run, by=run.by, details=dict(run.counts))


def reading_of(run: ImportRun) -> Reading:
    """Say how the file is read, with what was decided of each possible double."""
    chosen = {int(line): choice for line, choice in run.choices.items()}
    return Reading(
        run.sheet,
        run.names,
        frozenset(line for line, choice in chosen.items() if choice == "skip"),
        {line: slug for line, slug in chosen.items() if slug not in ("skip", "create")},
    )


def _progress(run: ImportRun) -> Callable[[int], None]:
    """Tell how many lines were read, and stop if somebody asked.

    Inside the transaction of an import, others would not see it: a connection aside writes it on
    PostgreSQL; SQLite, which has one writer, shows it at the end.
    """

    def tell(read: int) -> None:
        if ImportRun.objects.filter(pk=run.pk, is_stop_asked=True).exists():
            raise _Stopped
        if not connection.in_atomic_block:
            ImportRun.objects.filter(pk=run.pk).update(done=read)

    return tell


def _keep_notes(run: ImportRun, report: ImportReport, twins: list[ImportNote]) -> None:
    run.notes.exclude(level=Level.TWIN).delete()
    notes = [
        ImportNote(
            line=problem.line,
            level=level,
            field=problem.field[:80],
            reason=problem.reason,
            value=problem.value[:200],
        )
        for level, problems in (
            (Level.REFUSAL, report.problems),
            (Level.WARNING, report.warnings),
        )
        for problem in problems
    ]
    for note in [*notes, *twins]:
        note.run = run
    ImportNote.objects.bulk_create([*notes, *twins], batch_size=1_000)
