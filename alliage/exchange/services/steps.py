"""What a person decides about a file: bring it, name its columns, apply, stop."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.calc.tabular import UnreadableFile, writable
from alliage.capitalisation.services import unreadable_reason
from alliage.exchange.models import ColumnMapping, ImportNote, ImportRun
from alliage.exchange.permissions import may_import, may_see

from .files import header_of, keep, path_of, remove, sheet_names
from .running import apply_run, check_run
from .scopes import ScopedWriter

State = ImportRun.State


class RefusedImport(Exception):  # noqa: N818 - it names what happened
    """The file or the step is refused; the message says why and what to do."""


def receive(
    chunks: Iterable[bytes], *, by: User, kind: str, name: str, sheet: str = ""
) -> ImportRun:
    """Keep a file and read its header; the name that it came under is only shown."""
    if not may_import(by):
        raise PermissionDenied
    stored = keep(chunks)
    try:
        known = list(ScopedWriter(kind, by).columns)
        columns = header_of(stored, known, sheet)
    except UnreadableFile as error:
        remove(stored)
        raise RefusedImport(unreadable_reason(str(error))) from error
    shown = writable(PurePath(name.replace("\\", "/")).name)[:120] or _("sans nom")
    run = ImportRun.objects.create(
        by=by,
        kind=kind,
        shown_name=shown,
        stored_name=stored,
        sheet=sheet,
        columns=columns,
        names=_remembered(by, kind, columns),
    )
    record("exchange.received", run, by=by, details={"kind": kind})
    return run


def sheets_offered(run: ImportRun) -> list[str]:
    """Name the sheets of a run's file, when there are several."""
    if not run.stored_name:
        return []
    try:
        names = sheet_names(run.stored_name)
    except (OSError, UnreadableFile):
        return []
    return names if len(names) > 1 else []


@transaction.atomic
def name_columns(
    run: ImportRun, *, by: User, names: Mapping[str, str], sheet: str = ""
) -> ImportRun:
    """Say what each column is, and have the file examined; the names are remembered.

    Raises:
        RefusedImport: The run is no longer at this step, or the sheet has no table.
    """
    run = _locked(run, by, State.RECEIVED, State.CHECKED, State.STOPPED)
    if sheet and sheet != run.sheet:
        try:
            run.columns = header_of(
                run.stored_name, list(ScopedWriter(run.kind, by).columns), sheet
            )
        except UnreadableFile as error:
            raise RefusedImport(unreadable_reason(str(error))) from error
        run.sheet, run.names, run.state = (
            sheet,
            _remembered(by, run.kind, run.columns),
            State.RECEIVED,
        )
        run.save()
        return run
    run.names = {column: names[column] for column in run.columns if column in names}
    ColumnMapping.objects.update_or_create(
        by=by,
        kind=run.kind,
        signature=_signature(run.columns),
        defaults={"names": run.names},
    )
    run.notes.all().delete()
    run.state, run.done, run.is_stop_asked, run.choices = State.CHECKING, 0, False, {}
    run.save()
    transaction.on_commit(partial(check_run.enqueue, run.pk))
    return run


@transaction.atomic
def apply(run: ImportRun, *, by: User, choices: Mapping[int, str]) -> ImportRun:
    """Have an examined file imported, as was decided of each possible double.

    A row may only change a sheet that it was said to resemble.
    """
    run = _locked(run, by, State.CHECKED)
    twins = run.notes.filter(level=ImportNote.Level.TWIN).values_list("line", "other_slug")
    offered = {(line, slug) for line, slug in twins}
    lines = {line for line, _slug in offered}
    run.choices = {
        str(line): choice
        for line, choice in choices.items()
        if line in lines and (choice in ("skip", "create") or (line, choice) in offered)
    }
    undecided = lines - {int(line) for line in run.choices}
    run.choices |= {str(line): "skip" for line in undecided}
    run.state, run.done, run.is_stop_asked = State.APPLYING, 0, False
    run.save()
    transaction.on_commit(partial(apply_run.enqueue, run.pk))
    return run


def ask_to_stop(run: ImportRun, *, by: User) -> None:
    """Ask the work in progress to stop; an import that stops writes nothing."""
    if not may_see(by, run):
        raise PermissionDenied
    busy = ImportRun.objects.filter(pk=run.pk, state__in=[State.CHECKING, State.APPLYING])
    if busy.update(is_stop_asked=True):
        record("exchange.stop_asked", run, by=by)


@task
def forget_old_files() -> int:
    """Delete the files kept longer than the instance says, with what was found in them."""
    limit = timezone.now() - timedelta(days=settings.IMPORT_DAYS)
    old = ImportRun.objects.filter(created_at__lt=limit).exclude(stored_name="")
    busy = [State.CHECKING, State.APPLYING]
    for run in old.exclude(state__in=busy):
        remove(run.stored_name)
        run.notes.all().delete()
        ImportRun.objects.filter(pk=run.pk).update(stored_name="")
    return old.count()


def _locked(run: ImportRun, by: User, *states: str) -> ImportRun:
    if not may_see(by, run):
        raise PermissionDenied
    locked = ImportRun.objects.select_for_update(of=("self",)).select_related("by").get(pk=run.pk)
    if (
        locked.state not in states
        or not locked.stored_name
        or not path_of(locked.stored_name).exists()
    ):
        raise RefusedImport(_("Cet import n’en est plus à cette étape ; rechargez la page."))
    return locked


def _remembered(by: User, kind: str, columns: list[str]) -> dict[str, str]:
    kept = ColumnMapping.objects.filter(by=by, kind=kind, signature=_signature(columns)).first()
    return dict(kept.names) if kept else {}


def _signature(columns: list[str]) -> str:
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()
