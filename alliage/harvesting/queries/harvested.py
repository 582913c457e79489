"""Sources and their harvests, as administrators read them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Max
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliage.calc.typography import number
from alliage.capitalisation.models import EditorialState, Resource
from alliage.harvesting.models import HarvestedRecord, HarvestRun, HarvestSource

State = HarvestRun.State
# How each state is drawn: level of the status, icon.
DRAWN = {
    State.RUNNING: ("info", "half"),
    State.DONE: ("success", "check"),
    State.STOPPED: ("", "dots"),
    State.POSTPONED: ("warning", "half"),
    State.FAILED: ("error", "error"),
}
Facts = list[tuple[str, Any]]


class RunRow(NamedTuple):
    """A harvest, as its line reads."""

    run: HarvestRun
    state: str
    level: str
    icon: str


class SourceRow(NamedTuple):
    """A source, with its last harvest and how many resources it feeds."""

    source: HarvestSource
    last: RunRow | None
    resources: int

    @property
    def is_busy(self) -> bool:
        """Whether it is being harvested."""
        return self.last is not None and is_busy(self.last.run)


def source_rows() -> list[SourceRow]:
    """Read every source, its last harvest and how much it feeds, in three queries."""
    latest = HarvestRun.objects.order_by().values("source").annotate(last=Max("pk"))
    runs = HarvestRun.objects.filter(pk__in=latest.values("last"))
    last = {run.source_id: run_row(run) for run in runs}
    published = HarvestedRecord.objects.order_by().filter(
        resource__editorial_state=EditorialState.PUBLISHED
    )
    counts = dict(published.values_list("source").annotate(Count("pk")))
    return [
        SourceRow(source, last.get(source.pk), counts.get(source.pk, 0))
        for source in HarvestSource.objects.all()
    ]


def run_row(run: HarvestRun) -> RunRow:
    """Say how a harvest stands."""
    level, icon = DRAWN[State(run.state)]
    label = _("arrêt demandé") if run.is_stop_asked and is_busy(run) else run.get_state_display()
    return RunRow(run, label, level, icon)


def run_rows(runs: Iterable[HarvestRun]) -> list[RunRow]:
    """Say how harvests stand."""
    return [run_row(run) for run in runs]


def is_busy(run: HarvestRun) -> bool:
    """Tell whether a harvest is at work."""
    return run.state == State.RUNNING


def source_facts(source: HarvestSource) -> Facts:
    """Say how a source is harvested; what is not known is left out."""
    link = format_html('<a href="{0}" rel="external">{0}</a>', source.base_url)
    facts: Facts = [
        (_("Adresse"), link),
        (_("L’entrepôt se présente"), source.repository_name),
        (_("Format"), source.get_metadata_prefix_display()),
        (_("Lot"), source.set_spec),
        (_("Centre de ressources"), source.centre),
        (_("Fréquence"), frequency(source.every_hours)),
        (_("Ressources publiées ici"), number(_published_from(source))),
    ]
    return [(label, value) for label, value in facts if value]


def frequency(hours: int) -> str:
    """Say how often, in words.

    >>> frequency(24)
    'chaque jour'
    """
    named = {
        1: _("chaque heure"),
        24: _("chaque jour"),
        168: _("chaque semaine"),
        720: _("chaque mois"),
    }
    several = ngettext("toutes les %(hours)d heures", "toutes les %(hours)d heures", hours)
    return named.get(hours) or several % {"hours": hours}


def _published_from(source: HarvestSource) -> int:
    return Resource.objects.published().filter(harvested_record__source=source).count()


def run_facts(run: HarvestRun) -> Facts:
    """Say what a harvest brought."""
    counts = [
        (_("Pages lues"), run.pages),
        (_("Notices lues"), run.read),
        (_("Créées"), run.created),
        (_("Modifiées"), run.updated),
        (_("Retirées"), run.deleted),
        (_("Inchangées"), run.unchanged),
        (_("Refusées"), run.refused),
    ]
    return [(label, number(value)) for label, value in counts]


def record_of(resource: Resource) -> HarvestedRecord | None:
    """Find the record that a resource comes from, if it was harvested."""
    return HarvestedRecord.objects.select_related("source").filter(resource=resource).first()
