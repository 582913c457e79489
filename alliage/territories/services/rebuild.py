"""Rewrite the committed reference data from the public packages, byte for byte the same."""

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alliage.calc.places import place_key
from alliage.territories.data import DATA_DIR

from .contours import (
    FINE,
    LLIVIA,
    Frame,
    Membership,
    Outline,
    Shapes,
    draw_communes,
    enlarge_capital,
    fill_gaps,
    group,
    outlines,
)
from .sources import Sources

Row = Sequence[object]

EPCI_FORMS = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}


class Commune(NamedTuple):
    """A commune of today, as the tables hold it."""

    code: str
    name: str
    department: str
    region: str
    epci: str
    population: int | None
    lon: float | None
    lat: float | None


def rebuild(sources: Sources, folder: Path = DATA_DIR) -> dict[str, int]:
    """Write every table and outline; return the size of each file in bytes."""
    communes = _communes(sources)
    tables: dict[str, tuple[str, Iterable[Row]]] = {
        "regions.csv": ("code,name,population,lon,lat", _regions(sources, communes)),
        "departements.csv": (
            "code,name,region,population,lon,lat",
            _departments(sources, communes),
        ),
        "epci.csv": (
            "siren,type,name,department,departments,population,lon,lat",
            _epci(sources, communes),
        ),
        "communes.csv.gz": (
            "code,name,department,epci,population,lon,lat",
            (
                (
                    c.code,
                    c.name,
                    c.department,
                    c.epci,
                    c.population,
                    _degrees(c.lon),
                    _degrees(c.lat),
                )
                for c in communes
            ),
        ),
        "communes_anciennes.csv.gz": ("code,name,commune", _former(sources)),
        **_maps(sources, communes),
    }
    return {name: _write(folder / name, header, rows) for name, (header, rows) in tables.items()}


def _write(path: Path, header: str, rows: Iterable[Row]) -> int:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    content = text.getvalue().encode()
    if path.suffix == ".gz":
        content = gzip.compress(content, mtime=0)
    path.write_bytes(content)
    return len(content)


def _degrees(angle: float | None) -> str:
    return "" if angle is None else f"{angle:.4f}"


def _communes(sources: Sources) -> list[Commune]:
    epci_of = {member["code"]: e["code"] for e in sources.epci for member in e["membres"]}
    centres = _centres(sources.shapes)
    return [
        Commune(
            c["code"],
            c["nom"],
            c["departement"],
            c["region"],
            epci_of.get(c["code"], ""),
            c.get("population"),
            *centres.get(c["code"], (None, None)),
        )
        for c in sorted(sources.communes, key=lambda c: c["code"])
        if c["type"] == "commune-actuelle"
    ]


def _centres(shapes: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    centres = shapely.centroid(shapely.from_wkb(list(shapes.values())))
    places = zip(shapely.get_x(centres).tolist(), shapely.get_y(centres).tolist(), strict=True)
    return dict(zip(shapes, places, strict=True))


def _weighted_centre(members: Iterable[Commune]) -> tuple[str, str]:
    """Give the mean place of the inhabitants, each one counted at the centre of the commune."""
    weight = lon = lat = 0.0
    for member in members:
        if member.lon is not None and member.lat is not None:
            people = member.population or 0
            weight, lon, lat = (
                weight + people,
                lon + people * member.lon,
                lat + people * member.lat,
            )
    return (_degrees(lon / weight), _degrees(lat / weight)) if weight else ("", "")


def _people(members: Iterable[Commune]) -> int | str:
    known = [member.population for member in members if member.population is not None]
    return sum(known) if known else ""


def _by(communes: Iterable[Commune], field: str) -> dict[str, list[Commune]]:
    groups: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        groups[getattr(commune, field)].append(commune)
    return groups


def _regions(sources: Sources, communes: list[Commune]) -> Iterable[Row]:
    inside = _by(communes, "region")
    for region in sorted(sources.regions, key=lambda r: r["code"]):
        members = inside[region["code"]]
        yield (region["code"], region["nom"], _people(members), *_weighted_centre(members))


def _departments(sources: Sources, communes: list[Commune]) -> Iterable[Row]:
    inside = _by(communes, "department")
    for department in sorted(sources.departments, key=lambda d: d["code"]):
        members = inside[department["code"]]
        code, name, region = department["code"], department["nom"], department["region"]
        yield (code, name, region, _people(members), *_weighted_centre(members))


def _epci(sources: Sources, communes: list[Commune]) -> Iterable[Row]:
    inside = _by(communes, "epci")
    for epci in sorted(sources.epci, key=lambda e: e["code"]):
        members = inside[epci["code"]]
        people: dict[str, int] = defaultdict(int)
        for member in members:
            people[member.department] += member.population or 0
        # The département where most inhabitants live comes first.
        departments = sorted(people, key=lambda code: (-people[code], code))
        yield (
            epci["code"],
            epci["type"],
            epci_name(epci, sources.epci_names.get(epci["code"], "")),
            departments[0],
            " ".join(departments),
            epci["populationMunicipale"],
            *_weighted_centre(members),
        )


def epci_name(epci: Mapping[str, Any], spelt_out: str) -> str:
    """Write the official name in full: « CC » is its legal form, known from its type.

    The other package's spelling (accents, hyphens) is taken only if the words are the same.
    """
    name = re.sub(r"\s+", " ", epci["nom"]).strip()
    form = EPCI_FORMS.get(epci["type"])
    if form and name.startswith(f"{epci['type']} "):
        name = f"{form} {name.removeprefix(epci['type']).strip()}"
    if spelt_out and place_key(spelt_out) == place_key(name):
        name = re.sub(r"\s+", " ", spelt_out).strip()
    return re.sub(r" - ", "-", name) if re.fullmatch(r"[^-]+ - [^-]+", name) else name


def _former(sources: Sources) -> Iterable[Row]:
    """List the codes that are no longer in force, once each, and the communes that took over."""
    current = {c["code"]: c for c in sources.communes if c["type"] == "commune-actuelle"}
    found: dict[str, tuple[str, str, str]] = {}
    for commune in sources.communes:
        parent = str(commune.get("chefLieu") or commune.get("commune"))
        if commune["type"] == "commune-actuelle" or parent not in current:
            continue
        code, name = commune["code"], commune["nom"]
        if code in current and current[code]["nom"] == name:
            continue  # The name and the code both live on.
        found[code] = (code, name, parent)
    for commune in current.values():
        for code in commune.get("anciensCodes", ()):
            if code not in found and code not in current:
                # The package keeps the code alone: the name of that commune is not known here.
                found[code] = (code, "", commune["code"])
    return [found[code] for code in sorted(found)]


def _maps(sources: Sources, communes: list[Commune]) -> dict[str, tuple[str, Iterable[Row]]]:
    belongs = Membership(
        department={c.code: c.department for c in communes},
        region={c.code: c.region for c in communes},
        epci={c.code: c.epci for c in communes if c.epci},
    )
    frame, drawn = draw_communes(sources.shapes, belongs)
    abroad = frame.point(*LLIVIA)
    regions = fill_gaps(group(drawn, belongs.region), abroad)
    departments = fill_gaps(group(drawn, belongs.department), abroad)
    epci = fill_gaps(group(drawn, belongs.epci), abroad)
    header = "code,x,y,path"
    return {
        "cadre.csv": ("part,parallel,scale,shift_x,shift_y", _frame_rows(frame)),
        "carte_regions.csv": (header, _map_rows(regions, tolerance=10)),
        "carte_departements.csv": (header, _map_rows(enlarge_capital(departments), tolerance=9)),
        "contours.csv.gz": (
            "level,code,left,top,right,bottom,path",
            [
                (level, o.code, *o.box, o.path)
                for level, shapes in (
                    ("departement", departments),
                    ("epci", epci),
                    ("region", regions),
                )
                for o in outlines(shapes, tolerance=2.5, smallest=6, unit=1)
            ],
        ),
    }


def _frame_rows(frame: Frame) -> Iterable[Row]:
    for name, part in sorted(frame.parts.items()):
        fit = part.fit
        yield (name, part.parallel, f"{fit.scale:.8f}", f"{fit.shift_x:.3f}", f"{fit.shift_y:.3f}")


def _map_rows(shapes: Shapes, *, tolerance: float) -> list[Row]:
    drawn: list[Outline] = outlines(shapes, tolerance=tolerance, smallest=250, unit=FINE)
    return [(o.code, o.centre.x, o.centre.y, o.path) for o in drawn]
