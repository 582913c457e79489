"""Placing everyday names: from what people write to the smallest official territory, for sure."""

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from alliage.territories.models import Level, Territory

from .gazetteer import Gazetteer
from .official import OfficialNames, Register, Stated

_MANY = re.compile(r"\s+et\s+|\s*[,;/&+]\s*", re.IGNORECASE)
_ASIDE = re.compile(r"^(?P<base>[^(]+?)\s*\((?P<aside>[^)]*)\)$")
_ARRONDISSEMENT = re.compile(
    r"^(Paris|Lyon|Marseille)\s+\d{1,2}\s*(er|e|ème|eme)?\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(ville|commune|mairie|département|région) (de |du |des |d['’])", re.IGNORECASE
)
_LEVELS = (Level.REGION, Level.DEPARTMENT, Level.COMMUNE, Level.EPCI, Level.COUNTRY)


class UnknownPlace(ValueError):  # noqa: N818 - it names what the place is
    """Nothing of a stated place can be put on the map; the message says so."""


@dataclass(frozen=True)
class Placement:
    """An official territory, and what was said of it.

    `stated_name` is empty when the official name was used at its own level; `is_exact` is false
    when the territory is larger than the place; `warning` says so in a sentence, or is empty.
    """

    territory: Territory
    stated_name: str = ""
    stated_level: str = ""
    is_exact: bool = True
    warning: str = ""


class Placer:
    """Places stated names, remembering those it has met.

    Official names are looked up one by one at first: a sheet pays for its own place, and only a
    file for the whole list.
    """

    REMEMBERED = 50_000
    LOOKED_UP = 3

    def __init__(self) -> None:
        """Wait for the first place."""
        self._met: dict[Stated, tuple[Placement, ...]] = {}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The whole list, loaded when a place first needs it."""
        return Gazetteer.load()

    @cached_property
    def _names(self) -> OfficialNames:
        return OfficialNames(self.gazetteer)

    def place(self, stated: Stated) -> tuple[Placement, ...]:
        """Put a stated place on the map: several territories when it names several.

        Raises:
            UnknownPlace: Neither the name, the département nor the région is known.
        """
        known = self._met.get(stated)
        if known is None:
            known = self._place(stated)
            if len(self._met) < self.REMEMBERED:
                self._met[stated] = known
        return known

    def _place(self, stated: Stated) -> tuple[Placement, ...]:
        tidy = _tidy(stated)
        found = self._looked_up(tidy) or self._one(tidy)
        placements = (_told(found, stated),) if found else self._many(tidy)
        return tuple(
            replace(p, stated_name=stated.name) if p.stated_name == tidy.name else p
            for p in placements or (self._around(tidy),)
        )

    # --- one territory ----------------------------------------------------------------------

    def _looked_up(self, stated: Stated) -> Placement | None:
        if "gazetteer" in vars(self) or len(self._met) >= self.LOOKED_UP:
            return None
        found = OfficialNames(Register()).named(stated)
        return Placement(found) if found else None

    def _one(self, stated: Stated) -> Placement | None:
        """Try the ways to read one name, the most certain first."""
        for way in (self._official, self._nicknamed, self._former, self._near, self._aside):
            found = way(stated)
            if found:
                return found
        return self._at_another_level(stated)

    def _official(self, stated: Stated) -> Placement | None:
        found = self._names.named(stated)
        return Placement(found) if found else None

    def _nicknamed(self, stated: Stated) -> Placement | None:
        nickname = self.gazetteer.nickname(stated.level, stated.name)
        if nickname is None:
            return None
        if nickname.is_exact:
            return Placement(nickname.territory)
        warning = _hung(stated, nickname.territory)
        if nickname.kind == "former":
            names = {"name": stated.name, "official": nickname.territory.name}
            warning = _("« %(name)s » est une ancienne région, dans « %(official)s ».") % names
        return Placement(nickname.territory, is_exact=False, warning=warning)

    def _former(self, stated: Stated) -> Placement | None:
        """Read the name of a commune that has joined another, or of an arrondissement."""
        if stated.level != Level.COMMUNE:
            return None
        department = self._names.department(stated)
        code = department.code if department else ""
        city = _ARRONDISSEMENT.match(stated.name)
        found = self.gazetteer.named(Level.COMMUNE, city[1]) if city else []
        found = found or self.gazetteer.former(stated.name, code)
        found = found or (self.gazetteer.merged_from(stated.name, code) if code else [])
        if len(found) != 1:
            return None
        warning = _("« %(name)s » fait aujourd’hui partie de la commune « %(official)s ».") % {
            "name": stated.name,
            "official": found[0].name,
        }
        return Placement(found[0], is_exact=False, warning=warning)

    def _near(self, stated: Stated) -> Placement | None:
        """Read an intercommunalité by the words everybody keeps of its name."""
        if stated.level != Level.EPCI:
            return None
        department = self._names.department(stated)
        code = department.code if department else ""
        found = self._names.within(stated, self.gazetteer.epci_near(stated.name, code))
        if len(found) != 1:
            return None
        return Placement(found[0], is_exact=False, warning=_hung(stated, found[0]))

    def _aside(self, stated: Stated) -> Placement | None:
        """Read « Hauts-de-France (Picardie) » as a part of the first name."""
        parts = _ASIDE.match(stated.name)
        if not parts:
            return None
        code = (
            parts["aside"] if self._names.department_of(parts["aside"]) else stated.department_code
        )
        base = replace(stated, name=parts["base"], department_code=code)
        found = self._official(base) or self._nicknamed(base)
        if found is None or code == parts["aside"]:
            return found
        return Placement(found.territory, is_exact=False, warning=_hung(stated, found.territory))

    def _at_another_level(self, stated: Stated) -> Placement | None:
        """Read a name whose level was mistaken: a département given as a région."""
        for level in _LEVELS:
            if level == stated.level:
                continue
            moved = replace(stated, level=level.value)
            found = self._official(moved) or self._nicknamed(moved)
            if found and self._can_stand_for(stated, found.territory):
                warning = _("« %(name)s » est de niveau « %(level)s ».") % {
                    "name": stated.name,
                    "level": found.territory.get_level_display(),
                }
                return replace(found, warning=found.warning or warning)
        return None

    def _can_stand_for(self, stated: Stated, found: Territory) -> bool:
        """Tell whether a name found at another level is surely what was meant.

        The commune is not the intercommunalité nor the pays that bears its name, and a place said
        to be large is not one of the villages of that name.
        """
        if stated.level == Level.EPCI:
            return found.level != Level.COMMUNE
        if stated.level in (Level.COUNTRY, Level.REGION, Level.DEPARTMENT):
            return found.level in (Level.COUNTRY, Level.REGION, Level.DEPARTMENT)
        return True

    # --- several territories ----------------------------------------------------------------

    def _many(self, stated: Stated) -> tuple[Placement, ...]:
        """Read « Nantes et Nancy » as two territories, if each is certain."""
        names = [name for name in _MANY.split(stated.name) if name]
        if len(names) < 2:
            return ()
        found: dict[int, tuple[Territory, str]] = {}
        for name in names:
            part = self._part(replace(stated, name=name))
            if part is None:
                return ()
            found[part.pk] = (part, name)
        parts = list(found.values())
        if "," in stated.name and len(parts) == 2 and _is_inside(parts[0][0], {parts[1][0].pk}):
            # « Angers, Maine-et-Loire » says where Angers is.
            return (_told(Placement(parts[0][0]), stated),)
        kept = [(t, name) for t, name in parts if not _is_inside(t, found)]
        if len(kept) == 1:
            territory = kept[0][0]
            return (
                _told(
                    Placement(territory, is_exact=False, warning=_hung(stated, territory)), stated
                ),
            )
        return tuple(Placement(t, "" if t.name == name else name, stated.level) for t, name in kept)

    def _part(self, stated: Stated) -> Territory | None:
        levels = [stated.level, *(level.value for level in _LEVELS if level != stated.level)]
        for level in levels:
            placed = replace(stated, level=level)
            near = self._near(placed) if stated.level == Level.EPCI else None
            found = self._official(placed) or near
            if found:
                return found.territory
        return None

    # --- what is around ---------------------------------------------------------------------

    def _around(self, stated: Stated) -> Placement:
        """Hang a name that the list lacks on what surely contains it."""
        region = self._names.region(stated)
        department = self._names.department(stated)
        around = department or region
        if around is None and stated.level == Level.COUNTRY:
            around = self.gazetteer.coded(Level.COUNTRY, "FR")
        if around is None:
            raise UnknownPlace(
                _(
                    "Aucun territoire ne correspond à « %(name)s » ; indiquez au moins le code du "
                    "département ou le nom de la région."
                )
                % {"name": stated.name}
            )
        return Placement(around, stated.name, stated.level, False, _hung(stated, around))


def _tidy(stated: Stated) -> Stated:
    name = _OPENING.sub("", " ".join(stated.name.split()))
    return replace(stated, name=name)


def _told(found: Placement, stated: Stated) -> Placement:
    """Keep the words used, where they are not the official ones."""
    is_official = found.territory.name == stated.name and found.territory.level == stated.level
    if is_official and found.is_exact:
        return found
    level = "" if found.territory.level == stated.level else stated.level
    return replace(found, stated_name=stated.name, stated_level=level)


def _hung(stated: Stated, territory: Territory) -> str:
    return _(
        "« %(name)s » ne figure pas à cet endroit dans la liste officielle : rattaché à "
        "« %(official)s », le plus petit territoire certain."
    ) % {"name": stated.name, "official": territory.name}


def _is_inside(territory: Territory, others: Container[int]) -> bool:
    return any(parent.pk in others for parent in territory.ancestors)
