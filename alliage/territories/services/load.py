"""Load the official geography from the committed tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models, transaction

from alliage.calc.places import place_key
from alliage.territories.data import VINTAGE, rows
from alliage.territories.models import FormerCommune, Level, Territory

Progress = Callable[[str, int], None]
Row = Mapping[str, str]

UPDATED = (
    "name",
    "key",
    "region_id",
    "department_id",
    "epci_id",
    "department_codes",
    "region_codes",
    "population",
    "longitude",
    "latitude",
    "siren",
    "vintage",
)


@dataclass(frozen=True)
class Loaded:
    """What the loading of one level did."""

    level: str
    total: int
    created: int
    updated: int


@transaction.atomic
def load_territories(progress: Progress | None = None) -> tuple[Loaded, ...]:
    """Bring every territory to the committed vintage; what is already there is left alone.

    `progress` is told the name of each level and how many territories it holds.
    """
    return tuple(_told(_levels(), progress))


def _told(steps: Iterable[Loaded], progress: Progress | None) -> Iterator[Loaded]:
    for step in steps:
        if progress:
            progress(step.level, step.total)
        yield step


def _levels() -> Iterator[Loaded]:
    yield _write([_territory(Level.COUNTRY, {"code": "FR", "name": "France"}, **_country())])
    regions = [_territory(Level.REGION, row) for row in rows("regions")]
    yield _write(regions)
    region_ids = _ids(Level.REGION)
    region_of = {row["code"]: row["region"] for row in rows("departements")}
    yield _write(
        [
            _territory(
                Level.DEPARTMENT,
                row,
                region_id=region_ids[row["region"]],
                department_codes=row["code"],
                region_codes=row["region"],
            )
            for row in rows("departements")
        ]
    )
    parents = _Parents(region_ids, _ids(Level.DEPARTMENT), region_of)
    yield _write([_epci(row, parents) for row in rows("epci")])
    epci_ids = _ids(Level.EPCI)
    yield _write(
        [
            _territory(
                Level.COMMUNE,
                row,
                epci_id=epci_ids.get(row["epci"]),
                **parents.of([row["department"]]),
            )
            for row in rows("communes")
        ]
    )
    yield _write_former(_ids(Level.COMMUNE))


@dataclass(frozen=True)
class _Parents:
    """The identifiers of régions and départements, by code."""

    regions: Mapping[str, int]
    departments: Mapping[str, int]
    region_of: Mapping[str, str]

    def of(self, codes: list[str]) -> dict[str, object]:
        """Tell what contains a territory of these départements, the main one first."""
        regions = list(dict.fromkeys(self.region_of[code] for code in codes))
        return {
            "department_id": self.departments[codes[0]],
            "region_id": self.regions[regions[0]],
            "department_codes": " ".join(codes),
            "region_codes": " ".join(regions),
        }


def _country() -> dict[str, object]:
    return {"population": sum(int(row["population"] or 0) for row in rows("regions"))}


def _epci(row: Row, parents: _Parents) -> Territory:
    named = {**row, "code": row["siren"]}
    codes = row["departments"].split()
    return _territory(Level.EPCI, named, siren=row["siren"], **parents.of(codes))


def _territory(level: Level, row: Row, **others: object) -> Territory:
    values: dict[str, object] = {
        "population": int(row["population"]) if row.get("population") else None,
        "longitude": float(row["lon"]) if row.get("lon") else None,
        "latitude": float(row["lat"]) if row.get("lat") else None,
        **others,
    }
    name = row["name"]
    return Territory(
        level=level, code=row["code"], name=name, key=place_key(name), vintage=VINTAGE, **values
    )


def _ids(level: Level) -> dict[str, int]:
    return dict(Territory.objects.of_level(level).values_list("code", "pk"))


def _write(territories: list[Territory]) -> Loaded:
    level = Level(territories[0].level)
    current = {
        code: tuple(values)
        for code, *values in Territory.objects.of_level(level).values_list("code", *UPDATED)
    }
    changed = [t for t in territories if current.get(t.code) != _values(t, UPDATED)]
    Territory.objects.bulk_create(
        changed,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["level", "code"],
        update_fields=list(UPDATED),
    )
    created = sum(t.code not in current for t in changed)
    return Loaded(level.value, len(territories), created, len(changed) - created)


def _values(row: models.Model, fields: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in fields)


def _write_former(communes: Mapping[str, int]) -> Loaded:
    fields = ("name", "key", "commune_id")
    former = [
        FormerCommune(
            code=row["code"],
            name=row["name"],
            key=place_key(row["name"]),
            commune_id=communes[row["commune"]],
        )
        for row in rows("communes_anciennes")
    ]
    current = {
        code: tuple(values) for code, *values in FormerCommune.objects.values_list("code", *fields)
    }
    changed = [f for f in former if current.get(f.code) != _values(f, fields)]
    FormerCommune.objects.bulk_create(
        changed,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=list(fields),
    )
    created = sum(f.code not in current for f in changed)
    return Loaded("ancienne-commune", len(former), created, len(changed) - created)
