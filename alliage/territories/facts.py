"""The few facts that open the page of a territory, in words."""

from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alliage.calc import typography

from .models import Level, Territory
from .queries import TerritoryPage

MAYOTTE = "06"


def _number(value: int) -> str:
    return typography.number(value, language="en" if get_language() == "en" else "fr")


def facts_of(page: TerritoryPage) -> list[tuple[str, str]]:
    """Give the labels and values that place a territory."""
    territory = page.territory
    facts = []
    if territory.population is not None:
        people = ngettext("%(number)s habitant", "%(number)s habitants", territory.population)
        facts.append((_("Population"), people % {"number": _number(territory.population)}))
    if territory.level != Level.COUNTRY:
        facts.append((_("SIREN") if territory.siren else _("Code officiel"), territory.code))
    labels = {
        Level.REGION: _("Régions et collectivités"),
        Level.DEPARTMENT: _("Départements"),
        Level.EPCI: _("Intercommunalités"),
        Level.COMMUNE: _("Communes"),
    }
    counts = ((label, page.counts.get(level)) for level, label in labels.items())
    facts += [(label, _number(count)) for label, count in counts if count]
    if territory.level == Level.COMMUNE and territory.epci:
        facts.append((_("Intercommunalité"), _link(territory.epci)))
    return facts


def notes_of(page: TerritoryPage) -> list[str]:
    """Say where the population comes from, and the régions of before 2016."""
    territory = page.territory
    notes = []
    if territory.population is not None:
        source = _("DGCL, Banatic") if territory.siren else _("INSEE, populations légales")
        notes.append(
            _("Population municipale : %(source)s, géographie %(year)d.")
            % {"source": source, "year": territory.vintage}
        )
    if MAYOTTE in (
        territory.code if territory.level == Level.REGION else "",
        territory.region_codes,
    ):
        notes.append(_("À Mayotte, la population est celle du recensement de 2017."))
    if page.former_regions:
        notes.append(
            _("Avant 2016 : %(names)s.") % {"names": ", ".join(sorted(page.former_regions))}
        )
    return notes


def _link(territory: Territory) -> str:
    return format_html('<a href="{}">{}</a>', territory.get_absolute_url(), territory.name)
