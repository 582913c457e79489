"""Make the outlines of the maps from those of the communes; needs shapely (`--group geo`)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from alliage.calc.geometry import Box, Fit, Point, path_of, project

if TYPE_CHECKING:
    import shapely

# The frame of every map, in its own unit: the mainland above, five insets below, on one row.
MAINLAND_BOX = Box(8, 6, 480, 474)
INSET_CENTRES = {"01": 46, "02": 140, "03": 234, "04": 328, "06": 422}
INSET_HALF_WIDTH, INSET_TOP, INSET_BOTTOM = 38.0, 484.0, 548.0
# Paris and its neighbours, too small on the map of départements, are drawn again at the top right.
CAPITAL = ("75", "92", "93", "94")
CAPITAL_BOX = Box(392, 16, 476, 86)
# A locator map shows one département at a time: it needs ten times finer steps.
FINE = 10

Shapes = dict[str, "shapely.Geometry"]


@dataclass(frozen=True)
class Outline:
    """One outline ready to draw: its path, its box and the place of its circle."""

    code: str
    path: str
    box: Box
    centre: Point


@dataclass(frozen=True)
class Membership:
    """Where each commune belongs, by code."""

    department: Mapping[str, str]
    region: Mapping[str, str]
    epci: Mapping[str, str]


LLIVIA = (1.98, 42.465)


class Part(NamedTuple):
    """A part of the country: the parallel of its plane (none for Lambert-93) and its fit."""

    parallel: float | None
    fit: Fit


class Frame:
    """Places the mainland and the overseas regions in the one frame of the maps."""

    def __init__(self, communes: Shapes, region_of: Mapping[str, str]) -> None:
        """Measure each part of the country, so as to fit it in its box."""
        self.parts: dict[str, Part] = {}
        groups: dict[str, list[Any]] = defaultdict(list)
        for code, shape in communes.items():
            region = region_of[code]
            groups[region if region in INSET_CENTRES else ""].append(shape)
        for name, shapes in groups.items():
            self.parts[name] = self._measure(name, shapes)

    def _measure(self, name: str, shapes: list[Any]) -> "Part":
        import shapely  # noqa: PLC0415 - only rebuilding needs it

        _west, south, _east, north = shapely.total_bounds(shapes)
        parallel = round(float(south + north) / 2, 4) if name else None
        box = MAINLAND_BOX
        if name:
            middle = INSET_CENTRES[name]
            box = Box(middle - INSET_HALF_WIDTH, INSET_TOP, middle + INSET_HALF_WIDTH, INSET_BOTTOM)
        places = [project(lon, lat, parallel) for lon, lat in shapely.get_coordinates(shapes)]
        return Part(parallel, Fit.inside(places, box))

    def point(self, lon: float, lat: float) -> "shapely.Geometry":
        """Give the place of a point of the mainland in the frame, ten times enlarged."""
        import shapely  # noqa: PLC0415 - only rebuilding needs it

        place = self.parts[""].fit.place(project(lon, lat))
        return shapely.Point(place.x * FINE, place.y * FINE)

    def draw(self, shape: "shapely.Geometry", region: str) -> "shapely.Geometry":
        """Project a shape of a region into the frame, ten times enlarged."""
        import shapely  # noqa: PLC0415 - only rebuilding needs it

        part = self.parts[region if region in INSET_CENTRES else ""]

        def drawn(places: Any) -> Any:
            found = [part.fit.place(project(lon, lat, part.parallel)) for lon, lat in places]
            return [[p.x * FINE, p.y * FINE] for p in found]

        return shapely.transform(shape, drawn)


def draw_communes(shapes: Mapping[str, str], belongs: Membership) -> tuple[Frame, Shapes]:
    """Read the outlines of the communes and draw them in the frame that suits them."""
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    codes = [code for code in shapes if code in belongs.region]
    read = dict(zip(codes, shapely.from_wkb([shapes[code] for code in codes]), strict=True))
    frame = Frame(read, belongs.region)
    return frame, {code: frame.draw(shape, belongs.region[code]) for code, shape in read.items()}


def group(communes: Shapes, belongs: Mapping[str, str]) -> Shapes:
    """Unite the communes of each territory; communes that belong nowhere are left out."""
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    members: dict[str, list[Any]] = defaultdict(list)
    for code, shape in communes.items():
        if belongs.get(code):
            members[belongs[code]].append(shape)
    return {code: shapely.union_all(shapes) for code, shapes in sorted(members.items())}


def fill_gaps(shapes: Shapes, abroad: "shapely.Geometry") -> Shapes:
    """Close the gaps inside the country: communes without outline, borders that do not meet.

    Each gap goes to the territory with which it shares the longest border. `abroad` is a point of
    the one gap that is real: Llívia, a Spanish town inside France.
    """
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    codes = list(shapes)
    tree = shapely.STRtree([shapes[code] for code in codes])
    gained: dict[str, list[Any]] = defaultdict(list)
    for part in shapely.get_parts(shapely.union_all(list(shapes.values()))):
        for ring in part.interiors:
            gap = shapely.Polygon(ring)
            if gap.contains(abroad):
                continue
            around = [codes[rank] for rank in tree.query(gap, predicate="intersects")]
            border = {code: shapes[code].intersection(ring).length for code in sorted(around)}
            gained[max(border, key=lambda code: border[code])].append(gap)
    return {
        code: shapely.union_all([shape, *gained[code]]) if gained[code] else shape
        for code, shape in shapes.items()
    }


def outlines(shapes: Shapes, *, tolerance: float, smallest: float, unit: float) -> list[Outline]:
    """Simplify outlines together, so that neighbours still share their border, and write them.

    Args:
        shapes: the outlines, in fine steps of the frame.
        tolerance: how far a line may move, in fine steps (Visvalingam–Whyatt, square root of area).
        smallest: islands under this area, in square fine steps, are dropped unless alone.
        unit: fine steps in one unit of the written path.
    """
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    codes = list(shapes)
    simple = shapely.coverage_simplify([shapes[code] for code in codes], tolerance)
    found = []
    for code, shape in zip(codes, simple, strict=True):
        parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
        kept = [part for part in parts if part.area >= smallest] or parts[:1]
        rings = [
            [(x / unit, y / unit) for x, y in ring.coords]
            for part in kept
            for ring in (part.exterior, *part.interiors)
        ]
        centre = shapely.maximum_inscribed_circle(kept[0]).coords[0]
        found.append(
            Outline(
                code=code,
                path=path_of(rings),
                box=Box(*(round(edge / unit) for edge in shapely.total_bounds(kept))),
                centre=Point(round(centre[0] / unit), round(centre[1] / unit)),
            )
        )
    return found


def enlarge_capital(shapes: Shapes) -> Shapes:
    """Draw Paris and its neighbours again, enlarged in their own box; centres go by the larger."""
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    around = [shapes[code] for code in CAPITAL]
    left, top, right, bottom = shapely.total_bounds(around)
    box = Box(*(edge * FINE for edge in CAPITAL_BOX))
    scale = min((box.right - box.left) / (right - left), (box.bottom - box.top) / (bottom - top))

    def enlarged(places: Any) -> Any:
        return [[box.right + (x - right) * scale, box.top + (y - top) * scale] for x, y in places]

    drawn = {
        code: shapely.MultiPolygon(
            [
                *shapely.get_parts(shapely.transform(shapes[code], enlarged)),
                *shapely.get_parts(shapes[code]),
            ]
        )
        for code in CAPITAL
    }
    return {**shapes, **drawn}
