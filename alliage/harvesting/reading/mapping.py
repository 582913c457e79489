"""What a record says, in the words of a resource here; or why it cannot become one."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from alliage.capitalisation.models import Medoc

from .metadata import Told

YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
DOI = re.compile(r"^(?:doi:\s*)?(10\.\d{4,9}/\S+)$", re.I)
LONGEST_URL, LONGEST_TITLE, LONGEST_DESCRIPTION = 500, 200, 20_000
ALLIANCE = "alliance"
# Types of DCMI and of LOM, by their last word; the others take the family of the source.
FAMILIES = {
    ALLIANCE: Medoc.EXAMPLE,
    "dataset": Medoc.DATA,
    "table": Medoc.DATA,
    "software": Medoc.TOOL,
    "interactiveresource": Medoc.TOOL,
    "simulation": Medoc.TOOL,
    "questionnaire": Medoc.TOOL,
    "lecture": Medoc.SKILL,
    "exercise": Medoc.SKILL,
    "course": Medoc.SKILL,
    **{family.value: family for family in Medoc},
}


class RefusedRecordError(Exception):
    """The record cannot become a resource; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """A resource as its record wants it, and the page that tells of it at the source."""

    fields: dict[str, Any]
    subjects: tuple[str, ...]
    original_url: str


def wanted(told: Told | None, family: str) -> Wanted:
    """Say what resource a record makes.

    Another Alliage gives the resource under `source` and its own sheet under `identifier`; LOM
    gives them under `location` and `identifier`; elsewhere the identifier is the resource.

    Args:
        told: What the record says; None when its format is not the one asked for.
        family: The family of what does not say its own.

    Raises:
        RefusedRecordError: It has no title or no web address.
    """
    if told is None:
        raise RefusedRecordError(_("Cette notice n’est pas dans le format demandé."))
    if not told.titles:
        raise RefusedRecordError(_("Cette notice n’a pas de titre."))
    kind = told.types[0].rpartition("/")[2].strip().lower() if told.types else ""
    sheet, url = _first_url(told.identifiers), _first_url(told.locations)
    if not url and kind in Medoc.values:
        url = _first_url(told.sources)
    url = url or sheet
    if not url:
        raise RefusedRecordError(_("Cette notice ne donne pas d’adresse web utilisable."))
    fields = {
        "title": shortened(told.titles[0].replace("\n", " "), LONGEST_TITLE),
        "description": shortened("\n\n".join(told.descriptions), LONGEST_DESCRIPTION),
        "medoc": str(FAMILIES.get(kind, family)),
        "format": _short(told.formats, 60),
        "publisher": shortened(", ".join(told.publishers or told.creators), 200),
        "year": _year(told.dates),
        "licence": _short(told.rights, 60),
        "url": url,
        "source_url": sheet if sheet != url else "",
    }
    return Wanted(fields, told.subjects, sheet or url)


def shortened(text: str, limit: int) -> str:
    """Cut a text at a word, and show that it was cut.

    >>> shortened("Un guide pour agir", 14)
    'Un guide pour…'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return f"{whole.rstrip(' ,;:.')}…"


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that may be put behind a link: http or https, no other."""
    if len(text) > LONGEST_URL or any(c.isspace() or not c.isprintable() for c in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _first_url(values: tuple[str, ...]) -> str:
    for value in values:
        found = DOI.match(value)
        url = f"https://doi.org/{found[1]}" if found else value
        if is_web_address(url):
            return url
    return ""


def _short(values: tuple[str, ...], limit: int) -> str:
    """Give the first value that holds whole: half a licence would say something else."""
    return next((v.replace("\n", " ") for v in values if len(v) <= limit), "")


def _year(dates: tuple[str, ...]) -> int | None:
    found = next((match for date in dates if (match := YEAR.search(date))), None)
    return int(found[1]) if found else None
