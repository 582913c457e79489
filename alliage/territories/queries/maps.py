"""Maps of France: outlines that lead somewhere, and numbers as circles and as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alliage.calc.geometry import Box, Fit, Point, project
from alliage.calc.places import place_key
from alliage.territories.data import rows
from alliage.territories.models import Level, Territory

VIEW_BOX = "4 2 480 570"
# Outlines for locator maps are ten times finer than the maps of France.
FINE = 10
LARGEST_RADIUS, SMALLEST_RADIUS = 26.0, 10.0
_SMALLER_MAP = {Level.REGION.value: 1.0, Level.DEPARTMENT.value: 0.55}
_TABLES = {Level.REGION.value: "carte_regions", Level.DEPARTMENT.value: "carte_departements"}


@dataclass(frozen=True)
class Inset:
    """The name of an overseas region under its drawing."""

    name: str | Promise
    x: int
    y: int = 562


INSETS = (
    Inset("Guadeloupe", 46),
    Inset("Martinique", 140),
    Inset("Guyane", 234),
    Inset("La Réunion", 328),
    Inset("Mayotte", 422),
)
# Too small to be seen in place, they are drawn again at the top right of the finer map.
CAPITAL_INSET = Inset(gettext_lazy("Paris et ses voisins"), 434, 98)


@dataclass(frozen=True)
class Shape:
    """One territory on the map: its outline, where it leads, and its number in a circle."""

    ref: str
    name: str
    path: str
    href: str
    label: str
    count: int
    x: int
    y: int
    radius: float

    @property
    def drawn_radius(self) -> str:
        """The radius as SVG writes it, whatever the language of the page."""
        return f"{self.radius:g}"


@dataclass(frozen=True)
class FranceMap:
    """A map of France and the numbers that it shows, largest first in `ranked`."""

    level: str
    shapes: tuple[Shape, ...]
    view_box: str = VIEW_BOX
    insets: tuple[Inset, ...] = INSETS

    @property
    def title(self) -> str:
        """What the map is."""
        if self.level == Level.REGION:
            return _("Carte de France par région")
        return _("Carte de France par département")

    @property
    def table_title(self) -> str:
        """What its table is."""
        return _("Par région") if self.level == Level.REGION else _("Par département")

    @property
    def place_label(self) -> str:
        """The heading of the column of places."""
        return _("Région") if self.level == Level.REGION else _("Département")

    @property
    def circled(self) -> list[Shape]:
        """The territories that have a number to show."""
        return [shape for shape in self.shapes if shape.count]

    @property
    def ranked(self) -> list[Shape]:
        """The territories, those with the largest numbers first, then by name."""
        return sorted(self.shapes, key=lambda shape: (-shape.count, place_key(shape.name)))

    @property
    def largest(self) -> int:
        """The largest number."""
        return max((shape.count for shape in self.shapes), default=0)


def said_alliances(count: int) -> str:
    """Say how many alliances there are in a place: « 7 alliances », « pas encore d’alliance »."""
    if not count:
        return _("pas encore d’alliance")
    return ngettext("%(count)d alliance", "%(count)d alliances", count) % {"count": count}


@lru_cache(maxsize=2)
def _outlines(level: str) -> tuple[tuple[str, str, int, int], ...]:
    return tuple(
        (row["code"], row["path"], int(row["x"]), int(row["y"])) for row in rows(_TABLES[level])
    )


@lru_cache(maxsize=2)
def _names(level: str) -> dict[str, str]:
    table = "regions" if level == Level.REGION else "departements"
    return {row["code"]: row["name"] for row in rows(table)}


def france_map(
    level: str,
    counts: Mapping[str, int],
    url_of: Callable[[str], str],
    said: Callable[[int], str] = said_alliances,
) -> FranceMap:
    """Draw numbers on the map of régions or départements.

    Args:
        level: « region » or « departement ».
        counts: numbers by reference (`region:75`); a territory left out counts none.
        url_of: gives the address a territory leads to, by its reference.
        said: says a number in words, for those who do not see the circle.

    Returns:
        The map; the area of a circle follows its number, but for the smallest, kept legible.
    """
    outlines = _outlines(level)
    largest = max((counts.get(f"{level}:{code}", 0) for code, *_ in outlines), default=0)
    shrink = _SMALLER_MAP[level]
    shapes = []
    for code, path, x, y in outlines:
        ref = f"{level}:{code}"
        name, count = _names(level)[code], counts.get(ref, 0)
        radius = LARGEST_RADIUS * sqrt(count / largest) if largest else 0
        shapes.append(
            Shape(
                ref=ref,
                name=name,
                path=path,
                href=url_of(ref),
                label=_label(name, said(count)),
                count=count,
                x=x,
                y=y,
                radius=round(max(radius, SMALLEST_RADIUS) * shrink, 1),
            )
        )
    insets = INSETS if level == Level.REGION else (*INSETS, CAPITAL_INSET)
    return FranceMap(level=level, shapes=tuple(shapes), insets=insets)


def _label(name: str, number: str) -> str:
    return _("%(name)s : %(number)s") % {"name": name, "number": number} if number else name


# --- Where a territory is -------------------------------------------------------------------


@dataclass(frozen=True)
class Locator:
    """A small map: what surrounds a territory, its own outline, or a dot for a commune."""

    view_box: str
    around: tuple[str, ...]
    here: str
    dot: Point | None
    dot_radius: float
    caption: str

    @property
    def drawn_dot(self) -> dict[str, str]:
        """The attributes of the dot as SVG writes them, whatever the language of the page."""
        if self.dot is None:
            return {}
        return {"x": f"{self.dot.x:g}", "y": f"{self.dot.y:g}", "r": f"{self.dot_radius:g}"}


@lru_cache(maxsize=1)
def _contours() -> dict[str, tuple[Box, str]]:
    return {
        f"{row['level']}:{row['code']}": (
            Box(*(float(row[edge]) for edge in Box._fields)),
            row["path"],
        )
        for row in rows("contours")
    }


@lru_cache(maxsize=1)
def _frame() -> dict[str, tuple[float | None, Fit]]:
    return {
        row["part"]: (
            float(row["parallel"]) if row["parallel"] else None,
            Fit(*(float(row[name]) for name in Fit._fields)),
        )
        for row in rows("cadre")
    }


def place_on_map(longitude: float, latitude: float, region_code: str = "") -> Point | None:
    """Give the place of a point in the frame of the maps of France.

    A region that no map shows (the overseas collectivities) has no place.
    """
    overseas = region_code in _frame()
    if len(region_code) == 3:
        return None
    parallel, fit = _frame()[region_code if overseas else ""]
    return fit.place(project(longitude, latitude, parallel))


def locator(territory: Territory) -> Locator | None:
    """Draw where a territory is; nothing for France and for what no outline describes.

    A commune is a dot in its intercommunalité and its départements, an intercommunalité is drawn in
    its départements, a département in its région, a région in France.
    """
    level = territory.level
    if level == Level.COUNTRY:
        return None
    if level == Level.REGION:
        return _region_locator(territory)
    if level == Level.DEPARTMENT:
        around, here = [f"region:{code}" for code in territory.region_codes.split()], territory.ref
    else:
        around = [f"departement:{code}" for code in territory.department_codes.split()]
        epci = territory if level == Level.EPCI else territory.epci
        here = epci.ref if epci else ""
    known = [_contours()[ref] for ref in around if ref in _contours()]
    if not known:
        return None
    own = [_contours()[here]] if here in _contours() else []
    box = _boxed([box for box, _path in (*known, *own)])
    dot = _dot(territory) if level == Level.COMMUNE else None
    return Locator(
        view_box=box[0],
        around=tuple(path for _box, path in known),
        here=own[0][1] if own else "",
        dot=dot,
        dot_radius=round(box[1] / 45, 1),
        caption=_caption(territory),
    )


def _region_locator(territory: Territory) -> Locator | None:
    outlines = {code: path for code, path, *_ in _outlines(Level.REGION.value)}
    if territory.code not in outlines:
        return None
    return Locator(
        view_box=VIEW_BOX,
        around=tuple(path for code, path in outlines.items() if code != territory.code),
        here=outlines[territory.code],
        dot=None,
        dot_radius=0,
        caption=_caption(territory),
    )


def _boxed(boxes: Sequence[Box]) -> tuple[str, float]:
    """Give the view box around several boxes, with a margin, and its larger side."""
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    width = max(b.right for b in boxes) - left
    height = max(b.bottom for b in boxes) - top
    margin = max(width, height) * 0.03
    edges = (left - margin, top - margin, width + 2 * margin, height + 2 * margin)
    return " ".join(f"{edge:.0f}" for edge in edges), max(width, height)


def _dot(territory: Territory) -> Point | None:
    if territory.longitude is None or territory.latitude is None:
        return None
    region = territory.region_codes
    place = place_on_map(territory.longitude, territory.latitude, region)
    return Point(round(place.x * FINE, 1), round(place.y * FINE, 1)) if place else None


def _caption(territory: Territory) -> str:
    """Say in words what the locator map shows."""
    inside = {
        Level.REGION: _("en France"),
        Level.DEPARTMENT: _("dans sa région"),
        Level.EPCI: _("dans son département"),
        Level.COMMUNE: _("dans son département"),
    }[Level(territory.level)]
    return _("%(name)s %(inside)s") % {"name": territory.name, "inside": inside}
