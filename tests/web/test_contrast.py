"""The colours hold: WCAG contrast of every pair in use, and scales told apart by every eye."""

import re
from itertools import combinations

import pytest

from tests.house_rules import ROOT

CSS = (ROOT / "alliage/web/static/web/css/tokens.css").read_text(encoding="utf-8")
WORLDS = ["world-associative", "world-economic", "world-public", "world-academic"]
TYPES = ["type-patronage", "type-practices", "type-cooperation", "type-innovation"]
MEANINGS = ["success", "info", "warning", "error"]
GROUNDS = ["ground", "surface", "ground-sunken"]
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((c, g, TEXT) for g in GROUNDS for c in ("ink", "ink-soft", "accent", "accent-hover")),
    *(("line-strong", g, SHAPE) for g in ("ground", "surface")),
    *(("accent-on", g, TEXT) for g in ("accent", "accent-hover")),
    *((c, "accent-pale", TEXT) for c in ("accent", "ink")),
    ("mark-on", "mark", TEXT),
    ("ground", "ink", TEXT),  # current page of the pager, of the switch
    *(("focus", g, SHAPE) for g in ("ground", "surface", "focus-halo")),
    *((c, "panel", TEXT) for c in ("panel-ink", "panel-soft", "mark")),
    ("panel", "panel-ink", TEXT),  # the chosen theme, in the foot
    *((c.replace("world", "panel"), "panel", SHAPE) for c in WORLDS),
    *((c, g, TEXT) for c in TYPES + MEANINGS for g in ("ground", "surface")),
    *((c, g, SHAPE) for c in WORLDS for g in ("ground", "surface", f"{c}-pale")),
    *((c, f"{c}-pale", TEXT) for c in MEANINGS),
    *(("ink", f"{c}-pale", TEXT) for c in WORLDS + MEANINGS),
]
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISION = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranope": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanope": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# The smallest OKLab gap × 100 of the weakest scale when the palette was chosen; the shapes and
# the words carry the meaning too.
LEAST_GAP = 7.0


def palette(is_dark: bool) -> dict[str, str]:
    """Read the colours of one theme."""
    one = r"#[0-9a-f]{6}"
    colours = dict(re.findall(rf"--([\w-]+): ({one});", CSS))
    for name, day, night in re.findall(rf"--([\w-]+): light-dark\(({one}), ({one})\);", CSS):
        colours[name] = night if is_dark else day
    return colours


def linear(colour: str) -> list[float]:
    """Give linear RGB, 0 to 1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def contrast(one: str, other: str) -> float:
    """Give the WCAG 2.2 contrast ratio."""
    weights = (0.2126, 0.7152, 0.0722)
    lights = [
        sum(w * p for w, p in zip(weights, linear(c), strict=True)) + 0.05 for c in (one, other)
    ]
    return max(lights) / min(lights)


def oklab(rgb: list[float]) -> list[float]:
    """Give the OKLab coordinates (Ottosson, 2020) of a linear RGB colour."""
    r, g, b = (max(0.0, p) for p in rgb)
    lms = [
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    ]
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return [sum(k * v for k, v in zip(row, lms, strict=True)) for row in rows]


def smallest_gap(colours: list[str], matrix: tuple[tuple[float, ...], ...]) -> float:
    """Give the smallest OKLab distance × 100 inside a scale, seen through a matrix."""
    seen = [
        oklab([sum(k * v for k, v in zip(row, linear(c), strict=True)) for row in matrix])
        for c in colours
    ]
    return min(
        100 * sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        for a, b in combinations(seen, 2)
    )


@pytest.mark.parametrize("is_dark", [False, True], ids=["day", "night"])
def test_every_pair_in_use_is_readable(is_dark: bool) -> None:
    colours = palette(is_dark)
    weak = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f} < {least}"
        for ink, ground, least in PAIRS
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert weak == []


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("is_dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("scale", [WORLDS, TYPES, MEANINGS], ids=["worlds", "types", "meanings"])
def test_no_two_colours_of_a_scale_merge(scale: list[str], is_dark: bool, vision: str) -> None:
    colours = palette(is_dark)
    assert smallest_gap([colours[name] for name in scale], VISION[vision]) >= LEAST_GAP


def test_numbers_on_the_squares_of_the_goals_are_readable() -> None:
    css = (ROOT / "alliage/web/static/web/css/components.css").read_text(encoding="utf-8")
    squares = re.findall(r"\.sdg--(\d+) \{ --sdg: (#[0-9a-f]{6});( --sdg-ink: #000;)?", css)
    assert [int(number) for number, _colour, _ink in squares] == list(range(1, 18))
    for number, colour, black in squares:
        # Bold 16 px counts as text; the better of black and white is taken.
        chosen, other = ("#000000", "#ffffff") if black else ("#ffffff", "#000000")
        assert contrast(colour, chosen) >= min(TEXT, contrast(colour, other)), number


def test_the_formula_of_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
