"""Who works at a harvest: one process at a time, and another in its place when it is dead."""

import os
import secrets
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.harvesting.models import HarvestRun, HarvestSource
from alliage.harvesting.reading import SourceError
from alliage.search.services import reindex

State = HarvestRun.State
# Longer than the slowest page with its redirections and the waits that a source may ask for.
SILENCE = timedelta(minutes=15)


class AlreadyRunningError(SourceError):
    """Another process harvests this source now."""


@transaction.atomic
def begin(source: HarvestSource, *, task_id: str = "") -> HarvestRun:
    """Begin a harvest, in the place of one whose process is dead.

    Raises:
        AlreadyRunningError: A harvest of this source is at work.
    """
    locked = HarvestSource.objects.select_for_update(of=("self",)).get(pk=source.pk)
    current = locked.runs.filter(state=State.RUNNING).first()
    if current is not None:
        if not _is_dead(current, task_id):
            raise AlreadyRunningError(_("Un moissonnage de cette source est déjà en cours."))
        end(current, State.FAILED, _("Le processus s’est arrêté ; la suite est reprise."))
        _index_again(current)
    now = timezone.now()
    return HarvestRun.objects.create(
        source=locked,
        owner=f"{_here()}{secrets.token_hex(8)}",
        task_id=task_id,
        list_from=locked.list_from if locked.token else None,
        started_at=now,
        heartbeat_at=now,
    )


def end(run: HarvestRun, state: State, error: str = "") -> None:
    """Say how a harvest ended, if it is still its owner's."""
    HarvestRun.objects.filter(pk=run.pk, owner=run.owner, state=State.RUNNING).update(
        state=state, error=error[:400], ended_at=timezone.now()
    )


def _here() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}:"


def _is_dead(run: HarvestRun, task_id: str) -> bool:
    """Tell whether nobody works at a run any longer.

    A task runs once at a time: found running by itself, it was put back in the queue after the end
    of its worker. A process of this machine is looked for; of another, only its silence tells.
    """
    if task_id and run.task_id == task_id:
        return True
    host, _sep, rest = run.owner.partition(":")
    pid = rest.partition(":")[0]
    if host == socket.gethostname()[:100] and pid.isdecimal():
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass  # it is there, and somebody else's
    return timezone.now() - run.heartbeat_at > SILENCE


def _index_again(run: HarvestRun) -> None:
    """Tell the search engine what the dead may have written without telling it."""
    slugs = list(
        run.source.records.filter(
            harvested_at__gte=run.started_at, resource__isnull=False
        ).values_list("resource__slug", flat=True)
    )
    if slugs:
        transaction.on_commit(lambda: reindex("resource", slugs))
