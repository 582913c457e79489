"""The official list in memory: names to territories, loaded once for many places."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from alliage.calc.places import place_key, place_words
from alliage.territories.data import rows
from alliage.territories.models import FormerCommune, Level, Territory

# The legal forms that open the name of an intercommunalité, folded.
_FORMS = (
    ("communaute", "communes"),
    ("communaute", "agglomeration"),
    ("communaute", "urbaine"),
    ("cc",),
    ("ca",),
    ("cu",),
)
# Words that everyday speech adds to or drops from such a name. « Pays » is not among them: the
# Pays d'Épinal is larger than the agglomération d'Épinal.
_LOOSE = frozenset({"communaute", "agglomeration", "agglo", "metropole", "eurometropole", "grand"})


def epci_key(name: str) -> str:
    """Reduce the name of an intercommunalité to what follows its legal form."""
    words = place_key(re.sub(r"\(.*?\)", " ", name)).split()
    for form in _FORMS:
        if tuple(words[: len(form)]) == form and len(words) > len(form):
            words = words[len(form) :]
            break
    return " ".join(words)


def epci_core(name: str) -> str:
    """Reduce it further, to the words that everybody keeps."""
    words = epci_key(name).split()
    return " ".join([word for word in words if word not in _LOOSE] or words)


@dataclass(frozen=True)
class Nickname:
    """A name in use beside the official one: « PACA », or a former region."""

    name: str
    territory: Territory
    kind: str

    @property
    def is_exact(self) -> bool:
        """Whether it means the whole of the territory, no more and no less."""
        return self.kind == "usual"


@dataclass
class Gazetteer:
    """Finds official territories by name, without a query once loaded."""

    by_code: dict[tuple[str, str], Territory] = field(default_factory=dict)
    _by_key: dict[tuple[str, str], list[Territory]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _communes: dict[str, list[Territory]] = field(default_factory=lambda: defaultdict(list))
    _epci: dict[str, list[tuple[Territory, str]]] = field(default_factory=lambda: defaultdict(list))
    _epci_by_key: dict[str, list[Territory]] = field(default_factory=lambda: defaultdict(list))
    _epci_by_core: dict[str, list[Territory]] = field(default_factory=lambda: defaultdict(list))
    _former: dict[str, list[Territory]] = field(default_factory=lambda: defaultdict(list))
    _merged: set[int] = field(default_factory=set)
    _nicknames: dict[tuple[str, str], Nickname] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read the whole list in two queries."""
        found = cls()
        by_pk: dict[int | None, Territory] = {
            territory.pk: territory for territory in Territory.objects.order_by("code")
        }
        for territory in by_pk.values():
            territory.department = by_pk.get(territory.department_id)
            territory.region = by_pk.get(territory.region_id)
            territory.epci = by_pk.get(territory.epci_id)
            found._add(territory)
        for key, commune_id in FormerCommune.objects.values_list("key", "commune_id"):
            found._merged.add(commune_id)
            if key:
                found._former[key].append(by_pk[commune_id])
        for row in rows("names"):
            named = found.by_code.get((row["level"], row["code"]))
            if named:
                nickname = Nickname(row["name"], named, row["kind"])
                found._nicknames[(row["level"], place_key(row["name"]))] = nickname
        return found

    def _add(self, territory: Territory) -> None:
        self.by_code[(territory.level, territory.code)] = territory
        self._by_key[(territory.level, territory.key)].append(territory)
        if territory.level == Level.COMMUNE:
            self._communes[territory.department_codes].append(territory)
        if territory.level == Level.EPCI:
            key = epci_key(territory.name)
            self._epci_by_key[key].append(territory)
            self._epci_by_core[epci_core(territory.name)].append(territory)
            for code in territory.department_codes.split():
                self._epci[code].append((territory, key))

    def named(self, level: str, name: str) -> list[Territory]:
        """Give the territories of a level that bear this name, whatever its spelling.

        If several do, those that bear it with the same articles come alone.
        """
        return as_written(self._by_key.get((level, place_key(name)), []), name)

    def coded(self, level: str, code: str) -> Territory | None:
        """Give the territory of a level that has this code."""
        return self.by_code.get((level, code))

    def nickname(self, level: str, name: str) -> Nickname | None:
        """Give the territory of a level that goes by this name."""
        return self._nicknames.get((level, place_key(name)))

    def nicknames(self) -> Iterator[Nickname]:
        """Give all the names in use beside the official ones."""
        yield from self._nicknames.values()

    def former(self, name: str, department: str = "") -> list[Territory]:
        """Give the communes of today that took over a commune of this name."""
        found = self._former.get(place_key(name), [])
        return _distinct(t for t in found if department in ("", t.department_codes))

    def merged_from(self, name: str, department: str) -> list[Territory]:
        """Give the commune born of a merger whose name starts or ends with this name.

        Évry and Courcouronnes are found in Évry-Courcouronnes. Nothing is given if another commune
        of the département could be meant.
        """
        key = place_key(name)
        found = [
            commune
            for commune in self._communes.get(department, [])
            if commune.key.startswith(f"{key} ") or commune.key.endswith(f" {key}")
        ]
        return found if len(key) > 3 and all(t.pk in self._merged for t in found) else []

    def epci(self, name: str) -> list[Territory]:
        """Give the intercommunalités that bear this name, legal form left aside."""
        return self._epci_by_key.get(epci_key(name), [])

    def epci_near(self, name: str, department: str = "") -> list[Territory]:
        """Give those that everyday speech may call so.

        The first words of a longer name count only within a département, and two at least.
        """
        found = self._epci_by_core.get(epci_core(name), [])
        key = epci_key(name)
        if department:
            here = self._epci.get(department, [])
            found = [t for t in found if department in t.department_codes.split()]
            if not found and " " in key:
                found = [t for t, own in here if own.startswith(f"{key} ")]
        return found


def as_written(found: list[Territory], name: str) -> list[Territory]:
    """Among territories of one name, prefer those that bear it with the same articles."""
    if len(found) > 1:
        words = place_words(name)
        return [t for t in found if place_words(t.name) == words] or found
    return found


def _distinct(territories: Iterable[Territory]) -> list[Territory]:
    return list({territory.pk: territory for territory in territories}.values())
