"""What administrators decide of sources, and the harvests that come by themselves."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.tasks import TaskContext, task
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.harvesting.models import HarvestRun, HarvestSource
from alliage.harvesting.reading import SourceError

from .asking import presented
from .harvests import harvest
from .owners import AlreadyRunningError

# A source whose task got lost is asked for again after that.
ASKED_AGAIN = timedelta(hours=1)
# What the list depends on: when one changes, the list is another and is read from its beginning.
LIST = ("base_url", "set_spec", "metadata_prefix")


@task(takes_context=True)
def harvest_source(context: TaskContext[Any, Any], source_id: int) -> str:
    """Harvest one source in the background; run twice, it goes on from the last page written."""
    source = HarvestSource.objects.filter(pk=source_id).first()
    if source is None:
        return _("Cette source n’existe plus.")
    try:
        run = harvest(source, task_id=str(context.task_result.id))
    except AlreadyRunningError as error:
        return str(error)
    return run.error or run.get_state_display()


@task()
def harvest_due() -> int:
    """Put aside the harvest of each source whose time has come, each once."""
    now = timezone.now()
    keys = list(HarvestSource.objects.due(now).order_by("pk").values_list("pk", flat=True))
    return sum(_ask_for(key) for key in keys)


def is_one_due() -> bool:
    """Tell whether a source is to be harvested."""
    return HarvestSource.objects.due(timezone.now()).exists()


@transaction.atomic
def _ask_for(key: int) -> bool:
    now = timezone.now()
    # The row changes with the task: of two workers, one finds it due.
    due = HarvestSource.objects.due(now).filter(pk=key).update(next_at=now + ASKED_AGAIN)
    if due:
        transaction.on_commit(lambda: harvest_source.enqueue(key))
    return bool(due)


@transaction.atomic
def harvest_now(source: HarvestSource, *, by: User) -> None:
    """Put aside a harvest that somebody asks for.

    Raises:
        AlreadyRunningError: One is at work.
    """
    if source.runs.filter(state=HarvestRun.State.RUNNING).exists():
        raise AlreadyRunningError(_("Un moissonnage de cette source est déjà en cours."))
    HarvestSource.objects.filter(pk=source.pk).update(next_at=timezone.now() + ASKED_AGAIN)
    record("harvesting.asked", source, by=by)
    transaction.on_commit(lambda: harvest_source.enqueue(source.pk))


@transaction.atomic
def stop(source: HarvestSource, *, by: User) -> bool:
    """Ask the harvest at work to stop after its page; say whether there was one."""
    running = source.runs.filter(state=HarvestRun.State.RUNNING)
    if not running.update(is_stop_asked=True):
        return False
    record("harvesting.stop_asked", source, by=by)
    return True


@transaction.atomic
def save_source(source: HarvestSource, *, by: User | None = None) -> HarvestSource:
    """Write a source; when its list is another one, it is read again from the beginning."""
    before = HarvestSource.objects.select_for_update(of=("self",)).filter(pk=source.pk).first()
    if before and any(getattr(before, name) != getattr(source, name) for name in LIST):
        source.token, source.list_began_at, source.list_from = "", None, None
        source.last_until, source.repository_name = None, ""
    source.save()
    record("harvesting.saved", source, by=by, details={"url": source.base_url})
    return source


def save_and_present(source: HarvestSource, *, by: User) -> str:
    """Write a source, then ask it who it is; give what prevents it, which prevents nothing else.

    A source without a name takes that of the repository, or of its host while it is silent.
    """
    is_unnamed = not source.name
    source.name = source.name or (urlsplit(source.base_url).hostname or "")[:120]
    save_source(source, by=by)
    problem = present(source)
    if is_unnamed and source.repository_name:
        source.name = source.repository_name[:120]
        source.save(update_fields=["name"])
    return problem


def present(source: HarvestSource) -> str:
    """Ask a source its name, and keep it; give the sentence of what prevents it, or nothing."""
    try:
        identity = presented(source.base_url)
    except SourceError as error:
        return str(error)
    source.repository_name, source.has_seconds = identity.name, identity.has_seconds
    if source.pk:
        source.save(update_fields=["repository_name", "has_seconds"])
    return ""
