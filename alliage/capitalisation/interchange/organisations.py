"""Clean records of organisations: what an import may write, already checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.network.queries import OFFICIAL_NUMBERS
from alliage.territories.queries import Stated

from .cleaning import Cleaner
from .records import KINDS, SIZES, clean_words, stated_place


@dataclass(frozen=True)
class OrganisationRecord:
    """An organisation as a file states it."""

    line: int
    slug: str
    name: str
    kind: str
    size: str
    siren: str
    siret: str
    rna: str
    url: str
    territory: str
    place: Stated | None
    aliases: tuple[str, ...]


def clean_organisation(cleaner: Cleaner) -> OrganisationRecord:
    """Read an organisation; the record is sound only if the cleaner has no problem."""
    raw = cleaner.raw
    name = cleaner.text(raw.get("name"), "name", limit=255, is_required=True)
    territory = raw.get("territory")
    is_described = isinstance(territory, Mapping) and any(territory.values())
    record = OrganisationRecord(
        line=cleaner.line,
        slug=cleaner.slug(raw.get("slug"), fallback=slugify(name.replace("’", " "))[:120]),
        name=name,
        kind=cleaner.choice(raw.get("kind"), "kind", KINDS),
        size=cleaner.choice(raw.get("size"), "size", SIZES, is_required=False),
        siren=_number(cleaner, "siren"),
        siret=_number(cleaner, "siret"),
        rna=_number(cleaner, "rna"),
        url=cleaner.url(raw.get("url"), "url"),
        territory=""
        if isinstance(territory, Mapping)
        else cleaner.text(territory, "territory", limit=24),
        place=stated_place(cleaner) if is_described else None,
        aliases=clean_words(cleaner, "aliases", limit=255),
    )
    if record.siren and record.siret and not record.siret.startswith(record.siren):
        cleaner.refuse("siret", _("ne commence pas par le SIREN."), record.siret)
    return record


def _number(cleaner: Cleaner, name: str) -> str:
    """Clean an official number; a spreadsheet may have made a number of its digits."""
    value = cleaner.raw.get(name)
    is_digits = isinstance(value, int) and not isinstance(value, bool)
    text = cleaner.text(str(value) if is_digits else value, name, limit=30)
    number = OFFICIAL_NUMBERS[name](text) if text else ""
    if text and not number:
        cleaner.refuse(name, _("n’est pas un numéro valable."), text)
    return number
