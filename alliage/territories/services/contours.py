"""Make the outlines of the maps from those of the communes; needs shapely (`--group geo`)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alliage.calc.geometry import Box, Point, lambert93, local_plane, path_of

if TYPE_CHECKING:
    import shapely

# The frame of every map, in its own unit: the mainland above, five insets below, on one row.
MAINLAND_BOX = Box(8, 6, 480, 474)
INSET_CENTRES = {"01": 46, "02": 140, "03": 234, "04": 328, "06": 422}
INSET_HALF_WIDTH, INSET_TOP, INSET_BOTTOM = 38.0, 484.0, 548.0
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


class Frame:
    """Places the mainland and the overseas regions in the one frame of the maps."""

    def __init__(self, communes: Shapes, region_of: Mapping[str, str]) -> None:
        """Measure each part of the country, so as to fit it in its box."""
        self._fits: dict[str, Callable[[Point], Point]] = {}
        self._parallels: dict[str, float] = {}
        groups: dict[str, list[Any]] = defaultdict(list)
        for code, shape in communes.items():
            region = region_of[code]
            groups[region if region in INSET_CENTRES else ""].append(shape)
        for part, shapes in groups.items():
            self._fits[part] = self._fit(part, shapes)

    def _plane(self, part: str, lon: float, lat: float) -> Point:
        if not part:
            return lambert93(lon, lat)
        return local_plane(lon, lat, parallel=self._parallels[part])

    def _fit(self, part: str, shapes: list[Any]) -> Callable[[Point], Point]:
        import shapely  # noqa: PLC0415 - only rebuilding needs it

        _west, south, _east, north = shapely.total_bounds(shapes)
        self._parallels[part] = (south + north) / 2
        box = MAINLAND_BOX
        if part:
            middle = INSET_CENTRES[part]
            box = Box(middle - INSET_HALF_WIDTH, INSET_TOP, middle + INSET_HALF_WIDTH, INSET_BOTTOM)
        places = shapely.get_coordinates(shapes)
        plane = [self._plane(part, lon, lat) for lon, lat in places]
        left, right = min(p.x for p in plane), max(p.x for p in plane)
        low, high = min(p.y for p in plane), max(p.y for p in plane)
        scale = min((box.right - box.left) / (right - left), (box.bottom - box.top) / (high - low))
        middle_x, middle_y = (box.left + box.right) / 2, (box.top + box.bottom) / 2

        def place(point: Point) -> Point:
            return Point(
                middle_x + (point.x - (left + right) / 2) * scale,
                middle_y - (point.y - (low + high) / 2) * scale,
            )

        return place

    def draw(self, shape: "shapely.Geometry", region: str) -> "shapely.Geometry":
        """Project a shape of a region into the frame, ten times enlarged."""
        import shapely  # noqa: PLC0415 - only rebuilding needs it

        part = region if region in INSET_CENTRES else ""

        def project(places: Any) -> Any:
            drawn = [self._fits[part](self._plane(part, lon, lat)) for lon, lat in places]
            return [[p.x * FINE, p.y * FINE] for p in drawn]

        return shapely.transform(shape, project)


def draw_communes(shapes: Mapping[str, str], belongs: Membership) -> Shapes:
    """Read the outlines of the communes and draw them in the frame."""
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    codes = [code for code in shapes if code in belongs.region]
    read = dict(zip(codes, shapely.from_wkb([shapes[code] for code in codes]), strict=True))
    frame = Frame(read, belongs.region)
    return {code: frame.draw(shape, belongs.region[code]) for code, shape in read.items()}


def group(communes: Shapes, belongs: Mapping[str, str]) -> Shapes:
    """Unite the communes of each territory; communes that belong nowhere are left out."""
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    members: dict[str, list[Any]] = defaultdict(list)
    for code, shape in communes.items():
        if belongs.get(code):
            members[belongs[code]].append(shape)
    return {code: shapely.union_all(shapes) for code, shapes in sorted(members.items())}


def fill_missing(shapes: Shapes, codes: Iterable[str]) -> Shapes:
    """Close the holes that communes without outline leave in territories.

    A hole is closed unless another territory fills it (Valréas in the Drôme).
    """
    import shapely  # noqa: PLC0415 - only rebuilding needs it

    filled = dict(shapes)
    for code in sorted(codes):
        if code not in shapes:
            continue
        others = shapely.STRtree([s for c, s in shapes.items() if c != code])
        holes = [
            shapely.Polygon(ring)
            for part in shapely.get_parts(shapes[code])
            for ring in part.interiors
        ]
        free = [
            hole
            for hole in holes
            if not len(others.query(hole.representative_point(), predicate="intersects"))
        ]
        filled[code] = shapely.union_all([shapes[code], *free])
    return filled


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
