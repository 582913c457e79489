"""Rows that may double what the base holds: alike titles, common partners, one place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from alliage.calc.french import name_key
from alliage.capitalisation.models import Alliance, Resource
from alliage.exchange.models import ImportRun
from alliage.network.models import Organisation

SURE, LIKELY = 92, 70
SHOWN = 3


@dataclass
class Known:
    """What likeness looks at in a sheet of the base."""

    slug: str
    title: str
    partners: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    url: str = ""


@dataclass(frozen=True)
class Twin:
    """A sheet of the base that a row may double, and why."""

    slug: str
    title: str
    reason: str


class TwinFinder:
    """Compares rows with all that the base holds of one kind, read once."""

    def __init__(self, kind: str) -> None:
        """Read the base."""
        read = {"alliances": _alliances, "resources": _resources}.get(kind, _organisations)
        self._known = {known.slug: known for known in read()}
        self._titles = {slug: known.title for slug, known in self._known.items()}

    def twins(self, row: Known) -> list[Twin]:
        """Give the likeliest doubles of a row that the base does not know by its identifier."""
        if row.slug in self._known:
            return []
        found = process.extract(
            row.title,
            self._titles,
            scorer=fuzz.token_set_ratio,
            processor=utils.default_process,
            score_cutoff=LIKELY,
            limit=SHOWN * 3,
        )
        told = [self._told(row, self._known[slug], score) for _title, score, slug in found]
        return [twin for twin in told if twin][:SHOWN]

    def _told(self, row: Known, other: Known, score: float) -> Twin | None:
        reasons = [_("titres proches à %d %%") % round(score)]
        shared = row.partners & other.partners
        if shared:
            reasons.append(_("partenaires communs : %d") % len(shared))
        if row.places & other.places:
            reasons.append(_("même lieu"))
        if row.url and row.url == other.url:
            reasons.append(_("même adresse"))
        if score < SURE and len(reasons) == 1:
            return None
        return Twin(other.slug, other.title, ", ".join(reasons))


def as_known(kind: str, record: Any) -> Known:
    """Give what likeness looks at in a row."""
    if kind == ImportRun.Kind.ALLIANCES:
        partners = {name_key(partner.name) for partner in record.partners}
        return Known(record.slug, record.title, partners, {name_key(record.place.name)})
    title = record.name if kind == ImportRun.Kind.ORGANISATIONS else record.title
    return Known(record.slug, title, url=record.url)


def _alliances() -> Iterator[Known]:
    for alliance in Alliance.objects.prefetch_related("participations").iterator(chunk_size=500):
        stated: Mapping[str, str] = alliance.stated_territory or {}
        partners = {name_key(row.stated_name) for row in alliance.participations.all()}
        places = {name_key(stated["name"])} if stated.get("name") else set()
        yield Known(alliance.slug, alliance.title, partners, places)


def _resources() -> Iterator[Known]:
    for slug, title, url in Resource.objects.values_list("slug", "title", "url"):
        yield Known(slug, title, url=url)


def _organisations() -> Iterator[Known]:
    for slug, name, url in Organisation.objects.named().values_list("slug", "name", "url"):
        yield Known(slug, name, url=url)
