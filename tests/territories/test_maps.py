"""Maps: every territory drawn, numbers in circles and in words, places in the frame."""

import re
from math import isclose

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from alliage.territories import queries
from alliage.territories.data import rows
from alliage.territories.queries.maps import FINE, LARGEST_RADIUS, SMALLEST_RADIUS

PATH = re.compile(r"(M-?\d+ ?-?\d+l[-\d ]+z)+")
COUNTS = {"region:53": 7, "region:84": 28, "region:11": 1}


def region_map() -> queries.FranceMap:
    return queries.france_map("region", COUNTS, lambda ref: f"/alliances/?territoire={ref}")


@pytest.mark.parametrize(("level", "number"), [("region", 18), ("departement", 101)])
def test_maps_draw_every_territory_inside_the_frame(level: str, number: int) -> None:
    drawn = queries.france_map(level, {}, str)
    assert len(drawn.shapes) == number
    for shape in drawn.shapes:
        assert PATH.fullmatch(shape.path), shape.ref
        assert 4 <= shape.x <= 484, shape.ref
        assert 2 <= shape.y <= 572, shape.ref


def test_the_map_of_regions_stays_light() -> None:
    html = render_to_string("territories/map.html", {"map": region_map()})
    assert len(html.encode()) < 16_000


def test_numbers_are_said_in_words_and_drawn_by_area() -> None:
    drawn = region_map()
    shapes = {shape.ref: shape for shape in drawn.shapes}
    assert shapes["region:53"].label == "Bretagne : 7 alliances"
    assert shapes["region:11"].label == "Île-de-France : 1 alliance"
    assert shapes["region:94"].label == "Corse : pas encore d’alliance"
    assert shapes["region:84"].radius == LARGEST_RADIUS
    assert shapes["region:53"].radius == LARGEST_RADIUS / 2
    assert shapes["region:11"].radius == SMALLEST_RADIUS
    assert [shape.ref for shape in drawn.ranked][:4] == [
        *("region:84", "region:53", "region:11", "region:27"),
    ]
    assert len(drawn.circled) == 3
    assert drawn.largest == 28


def test_links_of_the_map_are_named_and_circles_are_not_read() -> None:
    html = render_to_string("territories/map.html", {"map": region_map()})
    assert html.count("<a href=") == 18
    assert html.count("aria-label=") == 18 + 1
    assert html.index('aria-hidden="true"') < html.index("Guadeloupe")
    assert html.count("<circle") == 3
    assert "style=" not in html


def test_the_table_holds_the_same_numbers() -> None:
    context = {"map": region_map(), "number_label": "Alliances"}
    html = render_to_string("territories/map_table.html", context)
    assert html.count('<th scope="row">') == 18
    for name, number in (("Bretagne", 7), ("Auvergne-Rhône-Alpes", 28), ("Corse", 0)):
        assert re.search(rf'>{name}</a></th><td class="number">{number}</td>', html)


def test_decimals_of_drawings_ignore_the_language() -> None:
    drawn = queries.france_map("departement", {"departement:16": 9, "departement:17": 5}, str)
    with translation.override("fr"):
        html = render_to_string("territories/map.html", {"map": drawn})
    assert re.findall(r' r="([^"]+)"', html) == ["14.3", "10.7"]


def test_a_place_falls_inside_its_department_on_the_map() -> None:
    paris = queries.place_on_map(2.3488, 48.8534, "11")
    assert paris is not None
    assert isclose(paris.x, 236, abs_tol=6)
    assert isclose(paris.y, 123, abs_tol=6)
    cayenne = queries.place_on_map(-52.33, 4.92, "03")
    assert cayenne is not None
    assert 196 <= cayenne.x <= 272
    assert 484 <= cayenne.y <= 548
    assert queries.place_on_map(166.45, -22.27, "988") is None


def test_centres_of_communes_lie_in_the_outline_of_their_department() -> None:
    boxes = {
        row["code"]: [float(row[edge]) for edge in ("left", "top", "right", "bottom")]
        for row in rows("contours")
        if row["level"] == "departement"
    }
    regions = {row["code"]: row["region"] for row in rows("departements")}
    for row in list(rows("communes"))[::97]:
        if not row["lon"]:
            continue
        place = queries.place_on_map(
            float(row["lon"]), float(row["lat"]), regions[row["department"]]
        )
        assert place is not None
        left, top, right, bottom = boxes[row["department"]]
        assert left - 5 <= place.x * FINE <= right + 5, row["name"]
        assert top - 5 <= place.y * FINE <= bottom + 5, row["name"]


def test_every_epci_has_an_outline() -> None:
    drawn = {row["code"]: row["path"] for row in rows("contours") if row["level"] == "epci"}
    assert set(drawn) == {row["siren"] for row in rows("epci")}
    assert all(PATH.fullmatch(path) for path in drawn.values())


@pytest.mark.usefixtures("geography")
@pytest.mark.parametrize(
    ("ref", "around", "has_dot"),
    [
        ("region:53", 17, False),
        ("departement:16", 1, False),
        ("epci:243500741", 3, False),
        ("commune:16015", 1, True),
        ("commune:97411", 1, True),
    ],
)
def test_a_locator_shows_a_place_in_what_contains_it(ref: str, around: int, has_dot: bool) -> None:
    territory = queries.by_refs([ref])[ref]
    drawn = queries.locator(territory)
    assert drawn is not None
    assert len(drawn.around) == around
    assert drawn.here
    assert bool(drawn.dot) == has_dot
    assert territory.name in drawn.caption


@pytest.mark.usefixtures("geography")
@pytest.mark.parametrize("ref", ["france:FR", "region:987", "departement:988", "commune:98818"])
def test_what_no_outline_describes_has_no_locator(ref: str) -> None:
    assert queries.locator(queries.by_refs([ref])[ref]) is None
