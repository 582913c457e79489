"""Projections against a reference library, and paths that browsers draw."""

from math import hypot, isclose, isnan, nan

import pytest

from alliage.calc.geometry import (
    Box,
    Fit,
    Point,
    lambert93,
    local_plane,
    path_of,
    project,
    ring_path,
)


@pytest.mark.parametrize(
    ("longitude", "latitude", "easting", "northing"),
    [
        # PROJ 9.8.1, EPSG:4171 to EPSG:2154: the origin, Paris, Brest, Bastia.
        (3.0, 46.5, 700_000.0, 6_600_000.0),
        (2.3522, 48.8566, 652_469.023, 6_862_035.259),
        (-4.4861, 48.3904, 146_632.979, 6_836_262.327),
        (9.4509, 42.7028, 1_228_594.218, 6_199_737.052),
    ],
)
def test_lambert_93_agrees_with_the_reference_library(
    longitude: float, latitude: float, easting: float, northing: float
) -> None:
    place = lambert93(longitude, latitude)
    assert hypot(place.x - easting, place.y - northing) < 0.001


def test_lambert_93_is_symmetric_about_its_meridian() -> None:
    west, east = lambert93(-1.0, 45.0), lambert93(7.0, 45.0)
    assert isclose(700_000 - west.x, east.x - 700_000)
    assert isclose(west.y, east.y)


def test_lambert_93_keeps_scale_on_its_parallels() -> None:
    # One minute of arc along the parallel of 44 degrees, on the ellipsoid: 1,337.5 m.
    here, there = lambert93(3.0, 44.0), lambert93(3.0 + 1 / 60, 44.0)
    assert isclose(hypot(there.x - here.x, there.y - here.y), 1337.5, rel_tol=2e-3)


def test_an_unknown_place_stays_unknown() -> None:
    assert isnan(lambert93(nan, 46.0).x)
    assert isnan(local_plane(nan, 0, parallel=0).x)


def test_the_local_plane_is_used_where_a_parallel_is_given() -> None:
    assert project(55.5, -21.1, -21.1) == local_plane(55.5, -21.1, parallel=-21.1)
    assert project(2.0, 48.0) == lambert93(2.0, 48.0)


def test_a_fit_fills_its_box_in_one_direction_and_is_centred_in_the_other() -> None:
    fit = Fit.inside([Point(0, 0), Point(100, 50)], Box(10, 10, 30, 30))
    assert fit.place(Point(0, 0)) == (10, 25)
    assert fit.place(Point(100, 50)) == (30, 15)


@pytest.mark.parametrize(
    ("ring", "path"),
    [
        ([(0, 0), (5, 0), (5, 5)], "M0 0l5 0 0 5z"),
        ([(0, 0), (5, 0), (5, 5), (0, 0)], "M0 0l5 0 0 5z"),
        ([(-1, -2), (-6, -2), (-6, 3)], "M-1-2l-5 0 0 5z"),
        ([(0, 0), (0.2, 0.1), (5, 0), (5, 5)], "M0 0l5 0 0 5z"),
        ([(0, 0), (0.2, 0.1), (0.3, 0)], ""),
        ([(0, 0), (9, 9), (0, 0)], ""),
        ([], ""),
    ],
)
def test_a_ring_is_written_in_whole_relative_steps(
    ring: list[tuple[float, float]], path: str
) -> None:
    assert ring_path(ring) == path


def test_several_rings_make_one_path() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]
    assert path_of([square, square]) == "M0 0l4 0 0 4z" * 2
