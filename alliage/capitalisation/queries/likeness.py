"""Why two alliances are alike, said in words rather than as a score."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliage.capitalisation.models import Alliance
from alliage.search.models import Document

# How much a shared value counts when neighbours are looked for; rarer values count more (see
# `search.queries.similar`). A common partner is the strongest sign: people one can call.
LIKENESS_WEIGHTS = {"partenaire": 3.0, "domaine": 2.0, "territoire": 1.0, "type": 0.7, "odd": 0.3}
NAMES_SHOWN = 3


@dataclass(frozen=True)
class Neighbour:
    """An alliance that resembles another, and the reasons of the likeness."""

    alliance: Alliance
    reasons: tuple[str, ...]


def likeness_facets(slug: str) -> Document:
    """Read in one query what likeness looks at in an alliance."""
    names = {
        "partenaire": "participations__organisation__slug",
        "domaine": "domains__slug",
        "departement": "places__territory__department__code",
        "region": "places__territory__region__code",
        "type": "types__type",
        "odd": "goals__number",
    }
    rows = Alliance.objects.published().filter(slug=slug).values_list(*names.values())
    values = {
        name: {str(value) for value in column if value is not None}
        for name, column in zip(names, zip(*rows, strict=True), strict=False)
    }
    departments, regions = values.pop("departement", set()), values.pop("region", set())
    values["territoire"] = {f"departement:{code}" for code in departments} | {
        f"region:{code}" for code in regions
    }
    facets = {name: tuple(sorted(found)) for name, found in values.items()}
    return Document(kind="alliance", slug=slug, title="", facets=facets)


def reasons(one: Alliance, other: Alliance) -> tuple[str, ...]:
    """Say what two alliances share, strongest first; reads only prefetched rows."""
    return tuple(
        reason
        for reason in (
            _shared_partners(one, other),
            _shared_domains(one, other),
            _shared_place(one, other),
            _shared_type(one, other),
        )
        if reason
    )


def _shared_partners(one: Alliance, other: Alliance) -> str:
    mine = {row.organisation_id for row in one.participations.all()}
    shared = [
        row.organisation.name for row in other.participations.all() if row.organisation_id in mine
    ]
    return _("Partenaires communs : %s") % ", ".join(shared[:NAMES_SHOWN]) if shared else ""


def _shared_domains(one: Alliance, other: Alliance) -> str:
    mine = {domain.pk for domain in one.domains.all()}
    shared = [domain.label for domain in other.domains.all() if domain.pk in mine]
    return _("Mêmes domaines : %s") % ", ".join(shared[:NAMES_SHOWN]) if shared else ""


def _shared_place(one: Alliance, other: Alliance) -> str:
    mine = [place.territory for place in one.places.all()]
    for place in other.places.all():
        territory = place.territory
        for own in mine:
            if territory.department and own.department_id == territory.department_id:
                return _("Même département : %s") % territory.department.name
            if territory.region and own.region_id == territory.region_id:
                return _("Même région : %s") % territory.region.name
    return ""


def _shared_type(one: Alliance, other: Alliance) -> str:
    mine = {row.type for row in one.types.all()}
    shared = [str(row.get_type_display()) for row in other.types.all() if row.type in mine]
    return _("Même type : %s") % ", ".join(shared) if shared else ""
