"""What the pages of collections show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from alliage.calc.typography import capital
from alliage.capitalisation.models import Alliance, KitAxis, Resource
from alliage.capitalisation.queries.linked_data import collection_linked_data
from alliage.capitalisation.queries.sheets import AllianceSheet, resource_facts
from alliage.curation.models import Collection, CollectionItem


@dataclass(frozen=True)
class Part:
    """Items under one heading: an axis of the kit, or the whole list."""

    key: str
    title: str
    items: list[CollectionItem]


@dataclass(frozen=True)
class Page:
    """One item as the printed document has it: facts, story, figures, sources."""

    item: CollectionItem
    facts: list[tuple[str, str]]
    story: list[tuple[str, str]]
    sheet: AllianceSheet | None

    @property
    def resource(self) -> Resource | None:
        """The resource, when the item is one."""
        return self.item.resource


def readable_items(collection: Collection, *, is_whole: bool = False) -> list[CollectionItem]:
    """Read the items that everybody may read, in order, in a constant number of queries."""
    alliances = Alliance.objects.for_sheet() if is_whole else Alliance.objects.all()
    items = collection.items.prefetch_related(
        Prefetch("alliance", queryset=alliances),
        Prefetch("resource", queryset=Resource.objects.for_listing()),
    )
    return [item for item in items if item.is_readable]


def parts_of(collection: Collection, items: Sequence[CollectionItem]) -> list[Part]:
    """Lay items under the four axes of a kit, empty ones included, or under one heading."""
    if not collection.is_kit:
        return [Part("liste", _("Les pièces"), list(items))]
    return [
        Part(axis, capital(str(axis.label)), [item for item in items if item.axis == axis])
        for axis in KitAxis
    ]


def linked_data(collection: Collection, items: Sequence[CollectionItem]) -> dict[str, Any]:
    """Describe a collection for machines, in the order it is read."""
    path, told = collection.get_absolute_url(), collection.introduction
    subjects = [item.subject for item in items]
    return collection_linked_data(path, collection.title, told, subjects)


def pages_of(items: Sequence[CollectionItem]) -> list[Page]:
    """Lay items out whole, for the document that one prints."""
    return [_page(item) for item in items]


def _page(item: CollectionItem) -> Page:
    if item.alliance is not None:
        sheet = AllianceSheet(item.alliance, [], [])
        return Page(item, sheet.facts, sheet.story, sheet)
    assert item.resource is not None  # noqa: S101 - the database keeps it: one subject
    told = [(_("En bref"), item.resource.description)] if item.resource.description else []
    return Page(item, resource_facts(item.resource), told, None)
