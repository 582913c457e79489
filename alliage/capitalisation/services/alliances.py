"""Write alliances brought by a file: matched to what the base knows, in batches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property, lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.capitalisation.interchange.cleaning import Cleaner
from alliage.capitalisation.interchange.layout import ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS
from alliage.capitalisation.interchange.records import (
    AllianceRecord,
    clean_alliance,
)
from alliage.capitalisation.models import (
    Alliance,
    AlliancePartnershipType,
    AlliancePlace,
    EditorialState,
    Figure,
    ImpactEvidence,
    Milestone,
    Participation,
    Source,
)
from alliage.network.services import Named, OrganisationRegister, forget_unused_collectives
from alliage.search.services import reindex
from alliage.taxonomy.models import Domain, Target
from alliage.territories.queries import Placement, Placer, Stated, UnknownPlace

from .imports import Tally

FIELDS = [
    "title",
    "summary",
    "problem",
    "solution",
    "results",
    "lessons",
    "success_conditions",
    "stage",
    "start_year",
    "end_year",
    "stated_territory",
    "licence",
    "editorial_state",
    "updated_at",
]
State = tuple[object, ...]


class AllianceWriter:
    """Write alliances; reads once what all rows refer to (places, organisations, domains)."""

    columns: Sequence[str] = [*ALLIANCE_COLUMNS, *OPTIONAL_ALLIANCE_COLUMNS]
    required = "title"

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Read organisations, targets and domains."""
        self._register = OrganisationRegister()
        self._targets = set(Target.objects.values_list("code", flat=True))
        self._domains = {_domain_key(domain.label_fr): domain for domain in Domain.objects.all()}

    @cached_property
    def _placer(self) -> Placer:
        # Read at the first sound row: a file that is no table should be told so at once.
        return Placer()

    def clean(self, cleaner: Cleaner) -> AllianceRecord:
        """Read an alliance, and check that its place and its targets exist."""
        record = clean_alliance(cleaner)
        for code in record.targets:
            if code not in self._targets:
                cleaner.refuse("targets", _("n’est pas une cible des ODD, comme 17.17."), code)
        for label in record.domains:
            if _domain_key(label) not in self._domains:
                cleaner.warn("domains", _("domaine nouveau, ajouté au vocabulaire."), label)
        if not cleaner.problems:
            self._check_place(cleaner, record.place)
        return record

    def _check_place(self, cleaner: Cleaner, place: Stated) -> None:
        try:
            placements = self._placer.place(place)
        except UnknownPlace as error:
            cleaner.refuse("territory.name", str(error), place.name or place.region_name)
            return
        for placement in placements:
            if placement.warning:
                cleaner.warn("territory.name", placement.warning, place.name)

    def write(self, records: Sequence[AllianceRecord]) -> Tally:
        """Create or change the alliances of a batch; those that are already so stay untouched."""
        slugs = [record.slug for record in records]
        known = {a.slug: a for a in Alliance.objects.filter(slug__in=slugs).for_sheet()}
        fresh = [r for r in records if r.slug not in known]
        changed = [r for r in records if r.slug in known and self._differs(known[r.slug], r)]
        tally = Tally(
            created=[r.slug for r in fresh],
            updated=[r.slug for r in changed],
            unchanged=len(records) - len(fresh) - len(changed),
        )
        self._add_domains(fresh + changed)
        alliances = Alliance.objects.bulk_create([_filled(Alliance(slug=r.slug), r) for r in fresh])
        Alliance.objects.bulk_update([_filled(known[r.slug], r) for r in changed], FIELDS)
        stale = [known[r.slug] for r in changed]
        evidence = {(a.pk, row.kind): row.evidence for a in stale for row in a.impacts.all()}
        collectives = _clear(stale)
        pairs = list(zip(alliances + stale, fresh + changed, strict=True))
        self._write_parts(pairs)
        _write_impacts(pairs, evidence)
        _write_evidence(pairs, {a.pk: next(iter(a.sources.all()), None) for a in stale})
        forget_unused_collectives(collectives)
        return tally

    def finish(self, tally: Tally) -> None:
        """Have the search engine learn what changed, once it is safely written."""
        slugs = tally.created + tally.updated
        if slugs:
            transaction.on_commit(lambda: _reindex(slugs))

    def _differs(self, alliance: Alliance, record: AllianceRecord) -> bool:
        return _state(alliance) != self._wanted(record)

    def _wanted(self, record: AllianceRecord) -> State:
        placements = self._placer.place(record.place)
        title = record.source_title or record.source_url
        return (
            record.title,
            *record.texts.values(),
            record.stage,
            record.start_year,
            record.end_year,
            asdict(record.place),
            record.licence,
            list(record.types),
            [(p.territory.pk, p.stated_name) for p in placements],
            sorted(_domain_key(label) for label in record.domains),
            sorted(record.goals),
            sorted(record.targets),
            list(record.impacts),
            [(p.name, p.kind, p.size, p.role, p.contribution) for p in record.partners],
            [(f.label, f.value, f.unit, f.year) for f in record.figures],
            sorted(record.milestones),
            [(record.source_url, title, record.source_publisher, record.consulted_on)]
            if record.source_url
            else [],
        )

    def _add_domains(self, records: Iterable[AllianceRecord]) -> None:
        labels = {_domain_key(label): label for r in records for label in r.domains}
        missing = [
            Domain(slug=key, label_fr=label)
            for key, label in labels.items()
            if key not in self._domains
        ]
        for domain in Domain.objects.bulk_create(missing):
            self._domains[domain.slug] = domain

    def _write_parts(self, pairs: Sequence[tuple[Alliance, AllianceRecord]]) -> None:
        _bulk(AlliancePartnershipType, pairs, lambda r: [{"type": t} for t in r.types])
        _bulk(AlliancePlace, pairs, lambda r: [_place_row(p) for p in self._placer.place(r.place)])
        _link(pairs, Alliance.domains.through, "domain_id", self._domain_pks)
        _link(pairs, Alliance.goals.through, "goal_id", lambda r: r.goals)
        _link(pairs, Alliance.targets.through, "target_id", lambda r: r.targets)
        self._write_participations(pairs)

    def _domain_pks(self, record: AllianceRecord) -> list[int]:
        return [self._domains[_domain_key(label)].pk for label in record.domains]

    def _write_participations(self, pairs: Sequence[tuple[Alliance, AllianceRecord]]) -> None:
        stated = [(a, n, p) for a, r in pairs for n, p in enumerate(r.partners, start=1)]
        found = self._register.resolve(Named(p.name, p.kind, p.size) for _a, _n, p in stated)
        Participation.objects.bulk_create(
            Participation(
                alliance=alliance,
                organisation=organisation,
                stated_name=partner.name,
                kind=partner.kind,
                size=partner.size,
                role=partner.role,
                contribution=partner.contribution,
                position=number,
            )
            for (alliance, number, partner), organisation in zip(stated, found, strict=True)
        )


def _reindex(slugs: list[str]) -> None:
    reindex("alliance", slugs)
    reindex("organisation")


@lru_cache(maxsize=4_096)
def _domain_key(label: str) -> str:
    return slugify(label.replace("’", "-").replace("'", "-"))[:80]


def _filled(alliance: Alliance, record: AllianceRecord) -> Alliance:
    alliance.title = record.title
    for name, text in record.texts.items():
        setattr(alliance, name, text)
    alliance.stage = record.stage
    alliance.start_year = record.start_year
    alliance.end_year = record.end_year
    alliance.stated_territory = asdict(record.place)
    alliance.licence = record.licence
    if alliance.pk is None:
        # A sheet that somebody archived or took back to draft stays so.
        alliance.editorial_state = EditorialState.PUBLISHED
    alliance.updated_at = timezone.now()
    return alliance


def _state(alliance: Alliance) -> State:
    """What a sheet says, in the shape of `AllianceWriter._wanted`; reads only prefetched rows."""
    return (
        *(getattr(alliance, name) for name in FIELDS[:-2]),
        [row.type for row in alliance.types.all()],
        [(row.territory_id, row.stated_name) for row in alliance.places.all()],
        sorted(_domain_key(row.label_fr) for row in alliance.domains.all()),
        sorted(row.number for row in alliance.goals.all()),
        sorted(row.code for row in alliance.targets.all()),
        [row.kind for row in alliance.impacts.all()],
        [
            (p.stated_name, p.kind, p.size, p.role, p.contribution)
            for p in alliance.participations.all()
        ],
        [(f.label, f.value, f.unit, f.year) for f in alliance.figures.all()],
        sorted((m.year, m.text) for m in alliance.milestones.all()),
        # The exchange format has one source; those that somebody added by hand stay beside it.
        [(s.url, s.title, s.publisher, s.consulted_on) for s in alliance.sources.all()[:1]],
    )


def _clear(alliances: Sequence[Alliance]) -> list[int]:
    """Delete the parts of sheets about to be rewritten; give the collective names they used."""
    used = Participation.objects.filter(alliance__in=alliances, organisation__is_collective=True)
    collectives = list(used.values_list("organisation_id", flat=True))
    parts = [AlliancePartnershipType, AlliancePlace, ImpactEvidence, Participation]
    for model in [*parts, Figure, Milestone]:
        model._default_manager.filter(alliance__in=alliances).delete()
    for through in (Alliance.domains.through, Alliance.goals.through, Alliance.targets.through):
        through._default_manager.filter(alliance__in=alliances).delete()
    return collectives


def _place_row(placement: Placement) -> dict[str, object]:
    return {
        "territory": placement.territory,
        "stated_name": placement.stated_name,
        "stated_level": placement.stated_level,
        "is_exact": placement.is_exact,
    }


def _bulk(
    model: Any,
    pairs: Sequence[tuple[Alliance, AllianceRecord]],
    rows_of: Callable[[AllianceRecord], list[dict[str, object]]],
) -> None:
    model._default_manager.bulk_create(
        model(alliance=alliance, **row) for alliance, record in pairs for row in rows_of(record)
    )


def _link(
    pairs: Sequence[tuple[Alliance, AllianceRecord]],
    through: Any,
    column: str,
    keys_of: Callable[[AllianceRecord], Iterable[object]],
) -> None:
    through._default_manager.bulk_create(
        through(alliance_id=alliance.pk, **{column: key})
        for alliance, record in pairs
        for key in dict.fromkeys(keys_of(record))
    )


def _write_impacts(
    pairs: Sequence[tuple[Alliance, AllianceRecord]], evidence: Mapping[tuple[int, str], str]
) -> None:
    """Write the impacts; what somebody wrote to show one is kept, for files do not hold it."""
    ImpactEvidence.objects.bulk_create(
        ImpactEvidence(alliance=alliance, kind=kind, evidence=evidence.get((alliance.pk, kind), ""))
        for alliance, record in pairs
        for kind in record.impacts
    )


def _write_sources(
    pairs: Sequence[tuple[Alliance, AllianceRecord]], first: Mapping[int, Source | None]
) -> dict[int, Source]:
    """Write the source that files hold: the first of each sheet, rewritten where it stands."""
    sources: dict[int, Source] = {}
    for alliance, record in pairs:
        known = first.get(alliance.pk)
        if not record.source_url:
            if known is not None:
                known.delete()
            continue
        source = known or Source(alliance=alliance)
        source.url = record.source_url
        source.title = record.source_title or record.source_url
        source.publisher = record.source_publisher
        source.consulted_on = record.consulted_on
        sources[alliance.pk] = source
    Source.objects.bulk_create(source for source in sources.values() if source.pk is None)
    kept = [source for pk, source in sources.items() if first.get(pk) is not None]
    Source.objects.bulk_update(kept, ["url", "title", "publisher", "consulted_on"])
    return sources


def _write_evidence(
    pairs: Sequence[tuple[Alliance, AllianceRecord]], first: Mapping[int, Source | None]
) -> None:
    sources = _write_sources(pairs, first)
    Figure.objects.bulk_create(
        Figure(
            alliance=alliance,
            source=sources[alliance.pk],
            label=figure.label,
            value=figure.value,
            unit=figure.unit,
            year=figure.year,
            is_variation=figure.is_variation,
        )
        for alliance, record in pairs
        for figure in record.figures
    )
    Milestone.objects.bulk_create(
        Milestone(alliance=alliance, source=sources.get(alliance.pk), year=year, text=text)
        for alliance, record in pairs
        for year, text in record.milestones
    )
