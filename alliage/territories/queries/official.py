"""Official names: the one territory that a name means, when it means one for sure."""

from dataclasses import dataclass
from typing import Protocol

from alliage.calc.places import place_key
from alliage.territories.data import rows
from alliage.territories.models import Level, Territory

from .gazetteer import Nickname, as_written


@dataclass(frozen=True)
class Stated:
    """A place as people state it; parts they left out are empty."""

    level: str
    name: str
    department_code: str = ""
    region_name: str = ""


class Names(Protocol):
    """Where official names are found: the whole list in memory, or the database."""

    def named(self, level: str, name: str) -> list[Territory]:
        """Give the territories of a level that bear this name."""

    def epci(self, name: str) -> list[Territory]:
        """Give the intercommunalités that bear this name, legal form left aside."""

    def coded(self, level: str, code: str) -> Territory | None:
        """Give the territory of a level that has this code."""

    def nickname(self, level: str, name: str) -> Nickname | None:
        """Give the territory of a level that goes by this name."""


class Register:
    """The official list in the database, asked name by name."""

    def named(self, level: str, name: str) -> list[Territory]:
        """Give the territories of a level that bear this name, whatever its spelling."""
        found = Territory.objects.filter(level=level, key=place_key(name)).order_by("code")
        return as_written(list(found.select_related("department", "region", "epci")), name)

    def epci(self, name: str) -> list[Territory]:
        """Give none: only the whole list knows them without their legal form."""
        return []

    def coded(self, level: str, code: str) -> Territory | None:
        """Give the territory of a level that has this code."""
        return Territory.objects.filter(level=level, code=code).first()

    def nickname(self, level: str, name: str) -> Nickname | None:
        """Give the territory of a level that goes by this name."""
        key = place_key(name)
        for row in rows("names"):
            if row["level"] == level and place_key(row["name"]) == key:
                named = self.coded(level, row["code"])
                return Nickname(row["name"], named, row["kind"]) if named else None
        return None


class OfficialNames:
    """Reads a stated place as an official name, at the level it was said to be."""

    def __init__(self, names: Names) -> None:
        """Say where names are found."""
        self._all = names

    def named(self, stated: Stated) -> Territory | None:
        """Give the one territory that a place names, or None if none or several could be meant."""
        found = self.within(stated, self._all.named(stated.level, stated.name))
        if not found and stated.level == Level.DEPARTMENT:
            coded = self.department_of(stated.name)
            found = [coded] if coded else []
        if not found and stated.level == Level.EPCI:
            found = self.within(stated, self._all.epci(stated.name))
        return found[0] if len(found) == 1 else None

    def department(self, stated: Stated) -> Territory | None:
        """Give the département that was stated."""
        return self.department_of(stated.department_code)

    def department_of(self, code: str) -> Territory | None:
        """Give the département of a code, « 1 » and « 2a » included."""
        code = code.strip().upper()
        code = code.zfill(2) if code.isdigit() else code
        return self._all.coded(Level.DEPARTMENT, code) if code else None

    def region(self, stated: Stated) -> Territory | None:
        """Give the région that was stated, by its name or by one in use."""
        if not stated.region_name:
            return None
        found = self._all.named(Level.REGION, stated.region_name)
        nickname = self._all.nickname(Level.REGION, stated.region_name)
        return found[0] if found else nickname.territory if nickname else None

    def within(self, stated: Stated, found: list[Territory]) -> list[Territory]:
        """Keep the territories that agree with what was said of département and région."""
        if stated.level in (Level.COUNTRY, Level.REGION):
            return found
        department, region = self.department(stated), self.region(stated)
        if department:
            return [t for t in found if department.code in t.department_codes.split()]
        if region:
            inside = [t for t in found if region.code in t.region_codes.split()]
            return inside or found
        return found
