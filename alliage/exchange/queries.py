"""What can be taken out, by its kind and a filter written as in the address of a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from alliage.capitalisation.models import Alliance, Resource
from alliage.capitalisation.queries.exports import alliances_table, resources_table
from alliage.capitalisation.queries.facets import alliance_facets, resource_facets
from alliage.capitalisation.queries.layouts import LAYOUTS
from alliage.network.models import Organisation
from alliage.network.permissions import Person, is_administrator
from alliage.network.queries import organisation_facets, organisations_table
from alliage.search.queries import FacetedList, FacetSpec, is_ready
from alliage.web.exports import Table

from .models import ImportNote, ImportRun

SPELLED = 12
LIST_PARAMETERS = {"q", "tri", "page"}


@dataclass(frozen=True)
class Exported:
    """A kind of things that can be taken out: its list's facets, all of it, its layout."""

    kind: str
    facets: Callable[[], list[FacetSpec]]
    everything: Callable[[], QuerySet[Alliance] | QuerySet[Resource] | QuerySet[Organisation]]
    table: Callable[[Iterable[str]], Table]


EXPORTED = {
    "alliances": Exported("alliance", alliance_facets, Alliance.objects.published, alliances_table),
    "resources": Exported("resource", resource_facets, Resource.objects.published, resources_table),
    "organisations": Exported(
        "organisation",
        organisation_facets,
        lambda: Organisation.objects.public().named(),
        organisations_table,
    ),
}


def table_of(name: str, query_string: str = "") -> Table:
    """Give what a list shows, filtered as its address says; all of it without a filter.

    Raises:
        BadRequest: The filter names something that the list does not have, or no index is there
            to filter with.
    """
    exported = EXPORTED[name]
    data = QueryDict(query_string.removeprefix("?"))
    if not data:
        return exported.table(exported.everything().values_list("slug", flat=True))
    specs = exported.facets()
    unknown = set(data) - LIST_PARAMETERS - {spec.name for spec in specs}
    if unknown:
        known = ", ".join(["q", *(spec.name for spec in specs)])
        raise BadRequest(
            _("La liste ne se filtre pas sur « %(name)s » ; choisissez parmi : %(known)s.")
            % {"name": sorted(unknown)[0], "known": known}
        )
    if not is_ready():
        raise BadRequest(_("L’index de recherche manque : lancez « alliage index »."))
    return exported.table(FacetedList(exported.kind, specs, data, page_size=0).slugs)


def layout_of(kind: str) -> list[str]:
    """Give the fields of a kind, numbered ones with their `N`, and what JSON Lines nests."""
    layout = LAYOUTS[kind]
    return list(dict.fromkeys([*layout, *(name.split(".")[0] for name in layout)]))


def spelled(layout: Iterable[str]) -> list[str]:
    """Spell numbered fields for a list of suggestions: `partners.1.name` and so on."""
    return [
        name.replace(".N.", f".{number}.")
        for name in layout
        for number in range(1, SPELLED + 1 if ".N." in name else 2)
    ]


def runs_seen_by(user: Person) -> QuerySet[ImportRun]:
    """Give the imports that a person may see, the latest first."""
    runs = ImportRun.objects.select_related("by")
    return runs if is_administrator(user) else runs.filter(by_id=user.pk)


def twins_of(run: ImportRun) -> list[tuple[int, str, list[ImportNote]]]:
    """Give the rows that may double a sheet, each with its title and what it resembles."""
    rows: dict[int, list[ImportNote]] = {}
    for note in run.notes.filter(level=ImportNote.Level.TWIN):
        rows.setdefault(note.line, []).append(note)
    return [(line, notes[0].value, notes) for line, notes in rows.items()]
