"""Turn raw values into clean ones, and collect what is wrong by line and field, in plain French."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from alliage.calc.tabular import MAX_FIELD_BYTES, Unreadable, writable
from alliage.capitalisation.models.alliances import FIRST_YEAR, LAST_YEAR

SLUG = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")
PARTIAL_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", re.ASCII)
SURROGATE = re.compile("[\ud800-\udfff]")
VALUE_SHOWN = 80


@dataclass(frozen=True)
class Problem:
    """Something to mend in a file: where, what, and the value found there."""

    line: int
    field: str
    reason: str
    value: str = ""

    def as_dict(self) -> dict[str, object]:
        """The problem for a JSON report."""
        return {"line": self.line, "field": self.field, "reason": self.reason, "value": self.value}

    def __str__(self) -> str:
        where = f"{self.field} : " if self.field else ""
        shown = f" (« {self.value} »)" if self.value else ""
        return _("ligne %(line)d : %(where)s%(reason)s%(shown)s") % {
            "line": self.line,
            "where": where,
            "reason": self.reason,
            "shown": shown,
        }


def unreadable_reason(code: str) -> str:
    """Say in a sentence why a line or a file cannot be read."""
    return {
        "nul": _("contient un octet nul ; le fichier est abîmé ou n’est pas du texte."),
        "json": _("cette ligne n’est pas du JSON valide."),
        "object": _("chaque ligne doit être un objet JSON, entre accolades."),
        "ragged": _("le nombre de cellules diffère de celui de l’en-tête."),
        "encoding": _("ce fichier n’est pas du texte en UTF-8, UTF-16 ou Windows-1252."),
        "empty": _("ce fichier est vide."),
        "columns": _("la première ligne ne nomme pas la colonne « title » ou « name »."),
        "quotes": _("un guillemet ouvert n’est jamais refermé."),
        "long": _("cette ligne est trop longue pour être une fiche."),
        "deep": _("les valeurs sont imbriquées trop profondément."),
        "sheet": _("ce classeur n’a pas de feuille de ce nom."),
        "old": _("ce classeur est d’un ancien format, ou chiffré : enregistrez-le en XLSX ou ODS."),
        "package": _("ce fichier n’est pas un classeur XLSX ou ODS en bon état."),
        "large": _("ce classeur est trop grand une fois déplié ; enregistrez-le en CSV."),
        "many": _("trop de remarques : la lecture s’arrête ici."),
    }[code]


@dataclass
class Cleaner:
    """Read the values of one record; problems add up instead of stopping the reading."""

    line: int
    raw: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, name: str, reason: str, value: object = "") -> None:
        """Note a problem, with the value cut to what helps to find it."""
        self.problems.append(Problem(self.line, name, reason, str(value)[:VALUE_SHOWN]))

    def warn(self, name: str, reason: str, value: object = "") -> None:
        """Note something that does not prevent the import but that somebody should see."""
        self.warnings.append(Problem(self.line, name, reason, str(value)[:VALUE_SHOWN]))

    def unreadable(self, problem: Unreadable) -> None:
        """Note that the line could not be read at all."""
        self.refuse(problem.field, unreadable_reason(problem.code), problem.value)

    def text(
        self, value: object, name: str, *, limit: int | None = None, is_required: bool = False
    ) -> str:
        """Clean a text: no NUL, no lone surrogate, not too long; None reads as empty."""
        if value is None or value == "":
            if is_required:
                self.refuse(name, _("manque."))
            return ""
        reason = _text_fault(value, limit)
        if reason:
            shown = repr(value) if isinstance(value, str) else value
            self.refuse(name, reason, shown)
            return ""
        text = writable(str(value)).strip()
        if is_required and not text:
            self.refuse(name, _("manque."))
        return text

    def slug(self, value: object, fallback: str) -> str:
        """Clean an identifier, made from the fallback when the file has none."""
        text = self.text(value, "slug", limit=120) or fallback
        if text and not SLUG.match(text):
            self.refuse("slug", _("s’écrit en minuscules sans accent, avec des tirets."), text)
        return text

    def choice(
        self, value: object, name: str, choices: Collection[str], *, is_required: bool = True
    ) -> str:
        """Clean a code of a closed list."""
        text = self.text(value, name, is_required=is_required)
        if text and text not in choices:
            allowed = ", ".join(c for c in choices if c)
            self.refuse(name, _("n’est pas connu ; choisissez parmi : %s.") % allowed, text)
        return text

    def items(self, value: object, name: str) -> list[Any]:
        """Clean a list; a lone value is a list of one, None an empty list."""
        if value is None or value == "":
            return []
        if isinstance(value, str) and "|" in value:
            return [part.strip() for part in value.split("|") if part.strip()]
        if isinstance(value, list):
            return value
        if isinstance(value, Mapping):
            self.refuse(name, _("une liste est attendue."), value)
            return []
        return [value]

    def mappings(self, value: object, name: str) -> list[Mapping[str, Any]]:
        """Clean a list of objects (partners, figures)."""
        result = []
        for number, item in enumerate(self.items(value, name), start=1):
            if isinstance(item, Mapping):
                result.append(item)
            else:
                self.refuse(f"{name}.{number}", _("un objet est attendu."), item)
        return result

    def integer(self, value: object, name: str, low: int, high: int) -> int | None:
        """Clean a whole number within bounds; None and empty stay None."""
        number = self.decimal(value, name)
        if number is None:
            return None
        if number != number.to_integral_value() or not low <= number <= high:
            bounds = {"low": low, "high": high}
            self.refuse(name, _("se situe entre %(low)d et %(high)d.") % bounds, value)
            return None
        return int(number)

    def year(self, value: object, name: str) -> int | None:
        """Clean a year."""
        return self.integer(value, name, FIRST_YEAR, LAST_YEAR)

    def decimal(self, value: object, name: str) -> Decimal | None:
        """Clean a number, written the French or the English way: 12 500,5 or 12500.5."""
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            self.refuse(name, _("un nombre est attendu."), value)
            return None
        text = re.sub(r"\s", "", str(value)).replace(",", ".")
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.refuse(name, _("n’est pas un nombre."), value)
            return None
        if abs(number) >= Decimal(10) ** 14 or number != round(number, 4):
            self.refuse(name, _("a trop de chiffres (14 avant la virgule, 4 après)."), value)
            return None
        return number

    def url(self, value: object, name: str, *, is_required: bool = False) -> str:
        """Clean a web address: http or https, with a host."""
        text = self.text(value, name, limit=500, is_required=is_required)
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            is_good = parts.scheme in {"http", "https"} and bool(parts.hostname)
        except ValueError:
            is_good = False
        if not is_good or re.search(r"\s", text):
            self.refuse(name, _("n’est pas une adresse http ou https."), text)
            return ""
        return text

    def partial_date(self, value: object, name: str) -> str:
        """Clean a date known to the year, the month or the day."""
        text = self.text(value, name, limit=10)
        if text and not PARTIAL_DATE.match(text):
            self.refuse(name, _("s’écrit comme 2026-11 ou 2026-11-05."), text)
            return ""
        return text


def _text_fault(value: object, limit: int | None) -> str:
    if not isinstance(value, str):
        return _("un texte est attendu.")
    if "\x00" in value:
        return unreadable_reason("nul")
    if not value.isascii() and SURROGATE.search(value):
        return _("contient un caractère qui n’existe pas en Unicode.")
    if len(value) * 4 > MAX_FIELD_BYTES and len(value.encode()) > MAX_FIELD_BYTES:
        return _("dépasse 100 ko.")
    if limit and len(value.strip()) > limit:
        return _("dépasse %(limit)d caractères.") % {"limit": limit}
    return ""
