"""Read models of the pages about one thing: an alliance, a resource, a centre."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alliage.calc.typography import capital, year_span
from alliage.capitalisation.models import (
    Alliance,
    ImpactKind,
    KitAxis,
    KitItem,
    Participation,
    Resource,
    ResourceCentre,
)
from alliage.network.models import World
from alliage.search.models import Query
from alliage.search.queries import FacetedList, search, similar

from .freshness import due_mark
from .likeness import LIKENESS_WEIGHTS, Neighbour, likeness_facets, reasons
from .rows import Row, alliance_rows, found_rows

NEIGHBOURS, RESOURCES = 3, 3
WORLD_RANK = {world: rank for rank, world in enumerate(World)}


# What each impact means, in the words of a reader (domain: the three impacts of alliances).
IMPACT_MEANINGS = {
    ImpactKind.INNOVATION: gettext_lazy("Une réponse nouvelle pour le territoire"),
    ImpactKind.PERFORMANCE: gettext_lazy("Des organisations qui agissent mieux"),
    ImpactKind.TRUST: gettext_lazy("Des acteurs qui s’engagent ensemble"),
}
STORY = {
    "problem": gettext_lazy("Le problème"),
    "solution": gettext_lazy("La réponse"),
    "results": gettext_lazy("Les résultats"),
    "lessons": gettext_lazy("Les enseignements"),
    "success_conditions": gettext_lazy("Les conditions de réussite"),
}


@dataclass(frozen=True)
class ImpactLine:
    """One of the three impacts, and what shows it: not shown when the sources say nothing of it."""

    label: str
    text: str
    is_shown: bool


@dataclass(frozen=True)
class Member:
    """A partner and what it does."""

    name: str
    role: str
    url: str


@dataclass(frozen=True)
class WorldGroup:
    """The partners of one world."""

    world: World
    label: str
    members: list[Member]


@dataclass(frozen=True)
class AllianceSheet:
    """All that the page of an alliance shows."""

    alliance: Alliance
    neighbours: list[Neighbour]
    resources: list[Resource]

    @property
    def types(self) -> list[tuple[str, str]]:
        """The types of partnership, as badges."""
        return [(row.type, str(row.get_type_display())) for row in self.alliance.types.all()]

    @property
    def mark(self) -> str:
        """That nobody looked at the sheet for a year; empty while it is fresh."""
        return due_mark(self.alliance.freshness)

    @property
    def place(self) -> str:
        """Where the alliance acts, in people's words."""
        return ", ".join(dict.fromkeys(place.label for place in self.alliance.places.all()))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What places the sheet: where, when, how far, about what."""
        alliance = self.alliance
        language = get_language() or "fr"
        years = year_span(alliance.start_year, alliance.end_year, language=language)
        domains = ", ".join(domain.label for domain in alliance.domains.all())
        pairs = [
            (_("Territoire"), self.place),
            (_("Période"), capital(years)),
            (_("Stade"), _stage_and_phase(alliance)),
            (_("Domaines"), capital(domains)),
        ]
        return [(label, value) for label, value in pairs if value]

    @property
    def groups(self) -> list[WorldGroup]:
        """Who does what, world by world in the order of the hallmark."""
        rows = sorted(
            self.alliance.participations.all(),
            key=lambda row: (WORLD_RANK[row.world], row.position),
        )
        return [
            WorldGroup(world, str(world.label), [_member(row) for row in members])
            for world, members in groupby(rows, key=lambda row: row.world)
        ]

    @property
    def story(self) -> list[tuple[str, str]]:
        """The parts of the story that the sheet tells."""
        parts = ((str(title), getattr(self.alliance, name)) for name, title in STORY.items())
        return [(title, text) for title, text in parts if text]

    @property
    def impacts(self) -> list[ImpactLine]:
        """The three impacts, those that nothing shows included."""
        known = {row.kind: row.evidence for row in self.alliance.impacts.all()}
        return [
            ImpactLine(
                str(kind.label),
                known.get(kind) or str(IMPACT_MEANINGS[kind])
                if kind in known
                else _("Rien dans la source"),
                kind in known,
            )
            for kind in ImpactKind
        ]

    @property
    def source_numbers(self) -> dict[int, int]:
        """The rank of each source in the list at the foot of the sheet."""
        return {row.pk: rank for rank, row in enumerate(self.alliance.sources.all(), start=1)}

    @property
    def figures(self) -> list[dict[str, object]]:
        """The figures, each with its source."""
        numbers = self.source_numbers
        return [
            {
                "label": row.label,
                "value": row.value,
                "unit": row.unit,
                "year": row.year or _("année non précisée"),
                "source_url": f"#source-{numbers[row.source_id]}",
                "source_label": _("source %d") % numbers[row.source_id],
            }
            for row in self.alliance.figures.all()
        ]

    @property
    def milestones(self) -> list[dict[str, object]]:
        """The dated story, each step with its source where it has one."""
        numbers = self.source_numbers
        told: list[dict[str, object]] = []
        for row in self.alliance.milestones.all():
            number = numbers[row.source_id] if row.source_id else None
            told.append(
                {
                    "date": str(row.year),
                    "text": row.text,
                    "source_url": f"#source-{number}" if number else "",
                    "source_label": _("Source %d") % number if number else "",
                }
            )
        return told


def _stage_and_phase(alliance: Alliance) -> str:
    stage, phase = str(alliance.get_stage_display()), str(alliance.phase.label)
    words = {"stage": stage, "phase": phase}
    return capital(stage if stage == phase else _("%(stage)s (phase de %(phase)s)") % words)


def _member(participation: Participation) -> Member:
    url = participation.organisation.get_absolute_url()
    return Member(participation.stated_name, participation.role, url)


def alliance_sheet(slug: str) -> AllianceSheet:
    """Read the sheet of a published alliance, its neighbours and the resources that fit.

    Raises:
        Http404: No published alliance has this slug.
    """
    hits = similar(likeness_facets(slug), LIKENESS_WEIGHTS, NEIGHBOURS)
    slugs = [slug, *(hit.slug for hit in hits)]
    found = {a.slug: a for a in Alliance.objects.published().filter(slug__in=slugs).for_sheet()}
    alliance = found.pop(slug, None)
    if alliance is None:
        raise Http404
    alike = [found[hit.slug] for hit in hits if hit.slug in found]
    neighbours = [Neighbour(other, reasons(alliance, other)) for other in alike]
    return AllianceSheet(
        alliance=alliance,
        neighbours=[neighbour for neighbour in neighbours if neighbour.reasons],
        resources=fitting_resources(alliance),
    )


def fitting_resources(alliance: Alliance) -> list[Resource]:
    """Find resources that speak of the alliance's domains, else of its types of partnership."""
    subjects = [domain.label_fr for domain in alliance.domains.all()]
    subjects += [str(row.get_type_display()) for row in alliance.types.all()]
    slugs: dict[str, None] = {}
    for subject in subjects:
        if len(slugs) < RESOURCES:
            hits = search(Query(text=subject, kinds=("resource",), limit=RESOURCES)).hits
            slugs |= dict.fromkeys(hit.slug for hit in hits)
    wanted = list(slugs)[:RESOURCES]
    found = {r.slug: r for r in Resource.objects.published().filter(slug__in=wanted)}
    return [found[slug] for slug in wanted if slug in found]


@dataclass(frozen=True)
class KitPart:
    """One of the four axes of a kit, and what stands on it."""

    axis: KitAxis
    items: list[KitItem]


def kit_parts(centre: ResourceCentre) -> list[KitPart]:
    """Lay the kit of a centre on its four axes, empty ones included."""
    items = list(
        centre.kit_items.readable()
        .select_related("resource", "alliance")
        .order_by("position", "pk")
    )
    return [KitPart(axis, [item for item in items if item.axis == axis]) for axis in KitAxis]


@dataclass(frozen=True)
class AllianceList:
    """A page of a list, and apart from it what covers the chosen territory from above."""

    rows: list[Row]
    covering: list[Row]


def alliance_list(faceted: FacetedList) -> AllianceList:
    """Read the rows that a search found, all in one go."""
    apart = faceted.apart.hits if faceted.apart else ()
    slugs = [*faceted.slugs, *(hit.slug for hit in apart)]
    found = Alliance.objects.published().filter(slug__in=slugs).for_listing()
    by_slug = {alliance.slug: alliance for alliance in found}
    return AllianceList(
        found_rows(alliance_rows(faceted.in_order(found)), faceted),
        alliance_rows(by_slug[hit.slug] for hit in apart if hit.slug in by_slug),
    )


def centre_milestones(centre: ResourceCentre) -> list[dict[str, object]]:
    """Tell the path that led to a centre, each step with its source where it has one."""
    return [
        {
            "date": str(row.year),
            "text": row.text,
            "source_url": row.source_url,
            "source_label": _("Source"),
        }
        for row in centre.milestones.all()
    ]


def resource_facts(resource: Resource) -> list[tuple[str, str]]:
    """Say what a resource is, for whom, and how fresh; reads only prefetched rows."""
    pairs = [
        (_("Famille"), str(resource.get_medoc_display())),
        (_("Pour"), str(resource.get_usage_display())),
        (_("Accès"), str(resource.get_access_display())),
        (_("Publics"), ", ".join(term.label for term in resource.audiences.all())),
        (_("Maturité"), ", ".join(term.label for term in resource.maturities.all())),
        (_("Porte d’entrée"), resource.entry_door.label if resource.entry_door else ""),
        (_("Format"), resource.format),
        (_("Éditeur"), resource.publisher),
        (_("Année"), str(resource.year) if resource.year else _("non précisée")),
        (_("Licence"), resource.licence or _("celle de l’éditeur")),
    ]
    return [(label, capital(value)) for label, value in pairs if value]
