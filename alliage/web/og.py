"""The image that a shared link shows: 1200 × 630, the title and the hallmark on plum."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from PIL import Image, ImageDraw, ImageFont

from .hallmark import counted

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
FONT = Path(__file__).parent / "static/web/fonts/bricolage-grotesque-latin-wght-normal.woff2"
PLUM, BRASS, WHITE, SOFT, TILE = "#3a1434", "#f7c948", "#ffffff", "#dcc3d6", "#4a2645"
METALS = {
    "associative": "#f0926e",
    "economic": "#a3b8f5",
    "public": "#62ccba",
    "academic": "#f2c53d",
    "other": SOFT,
}
# Outlines in a square of 16, as in the style sheet; the circle is drawn apart.
OUTLINES = {
    "economic": ((1, 1), (15, 1), (15, 15), (1, 15)),
    "public": ((8, 0.8), (15.8, 15), (0.2, 15)),
    "academic": ((8, 0), (16, 8), (8, 16), (0, 8)),
    "other": ((1, 5.5), (15, 5.5), (15, 10.5), (1, 10.5)),
}
MARK_LEG = ((1, 30), (11.5, 2), (20, 2), (9.5, 30))
MAX_TILES, SMOOTH = 18, 4
ONE_DAY = 24 * 3600
VERSION = "1"  # raise it when the drawing changes, so that caches forget the old one


@dataclass(frozen=True)
class Card:
    """The words and the partners of a share image, as `draw_card` takes them."""

    title: str
    kicker: str
    tiles: Sequence[object]
    footer: str


def draw_card(title: str, kicker: str, tiles: Iterable[object], footer: str) -> bytes:
    """Draw the share image of a page as a PNG; the same words give the same bytes.

    Args:
        title: What the page is about; it shrinks from 74 to 44 pixels, then is cut.
        kicker: A word or two above it (the type of partnership), or nothing.
        tiles: The partners, as for the hallmark; above 18, the last ones are counted in `+n`.
        footer: One line of facts.
    """
    worlds = tuple(world for world, count in counted(tiles) for _ in range(count))
    return _draw(title, kicker, worlds, footer)


def card_response(request: HttpRequest, card: Card) -> HttpResponse:
    """Answer with the image of a page, or say that it has not changed since last time."""
    words = "\x1f".join((VERSION, card.title, card.kicker, str(counted(card.tiles)), card.footer))
    etag = f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    image = draw_card(card.title, card.kicker, card.tiles, card.footer)
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={ONE_DAY}"}
    return HttpResponse(image, content_type="image/png", headers=headers)


@lru_cache(maxsize=64)
def _draw(title: str, kicker: str, worlds: tuple[str, ...], footer: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), PLUM)
    pen = ImageDraw.Draw(image)
    _draw_corner(image)
    _draw_mark(image)
    _write(pen, (134, 92), "Alliage", 38, WHITE, weight=780)
    if kicker:
        font = _font(30, 600)
        x = WIDTH - MARGIN - font.getlength(_plain(kicker))
        pen.text((x, 90), _plain(kicker), SOFT, font, anchor="ls")
    lines, size = _fit(_plain(title))
    step = round(size * 1.055)
    bottom = 362 if worlds else 470
    for rank, line in enumerate(reversed(lines)):
        _write(pen, (MARGIN, bottom - rank * step), line, size, WHITE, weight=740)
    _draw_tiles(image, pen, worlds)
    pen.text((MARGIN, 566), _cut(_plain(footer), _font(30, 450), 960), SOFT, _font(30, 450), "ls")
    out = BytesIO()
    image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


@lru_cache(maxsize=16)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _plain(text: str) -> str:
    """Replace the spaces that the font lacks, and line breaks."""
    return " ".join(text.replace("\u202f", "\u00a0").split(" ")).replace("\n", " ").strip()


def _write(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: str, *, weight: int
) -> None:
    """Write a line with the tight tracking of our titles, kerning kept."""
    font = _font(size, weight)
    tracking = -0.035 * size
    for rank, letter in enumerate(text):
        x = at[0] + font.getlength(text[: rank + 1]) - font.getlength(letter) + rank * tracking
        pen.text((x, at[1]), letter, ink, font, anchor="ls")


def _width(text: str, size: int) -> float:
    return _font(size, 740).getlength(text) - 0.035 * size * len(text)


def _fit(title: str) -> tuple[list[str], int]:
    """Choose the largest size at which the title holds above the hallmark."""
    for size, most in ((74, 3), (64, 3), (54, 4), (44, 5)):
        lines = _wrap(title, size, WIDTH - 2 * MARGIN)
        if len(lines) <= most:
            return _balance(title, size, lines), size
    last = lines[most - 1]
    return [*lines[: most - 1], f"{last.rsplit(' ', 1)[0]}…"], size


def _balance(title: str, size: int, lines: list[str]) -> list[str]:
    """Even the lines out, without adding one."""
    for room in range(WIDTH - 2 * MARGIN, 300, -24):
        tighter = _wrap(title, size, room)
        if len(tighter) > len(lines) or any(_width(line, size) > room for line in tighter):
            break
        lines = tighter
    return lines


def _wrap(text: str, size: int, room: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _draw_tiles(image: Image.Image, pen: ImageDraw.ImageDraw, worlds: tuple[str, ...]) -> None:
    """Lay the hallmark side by side, smaller when partners are many."""
    shown = worlds[:MAX_TILES]
    if not shown:
        return
    side = min(
        106, (WIDTH - 2 * MARGIN - (100 if len(worlds) > MAX_TILES else 0)) // len(shown) - 6
    )
    for rank, world in enumerate(shown):
        x, y = MARGIN + rank * (side + 6), 514 - side
        pen.rectangle((x, y, x + side - 1, y + side - 1), TILE)
        _paste_shape(image, world, (x, y), side)
    if len(worlds) > MAX_TILES:
        x = MARGIN + len(shown) * (side + 6) + 8
        pen.text((x, 508), f"+{len(worlds) - MAX_TILES}", SOFT, _font(34, 700), anchor="ls")


def _paste_shape(image: Image.Image, world: str, at: tuple[int, int], side: int) -> None:
    """Draw one shape four times larger, then reduce it: Pillow's own edges are rough."""
    mask = Image.new("L", (side * SMOOTH, side * SMOOTH))
    pen = ImageDraw.Draw(mask)
    scale = 0.68 * side * SMOOTH / 16
    start = 0.16 * side * SMOOTH
    if world == "associative":
        edge = start + 0.4 * scale, start + 15.6 * scale
        pen.ellipse((edge[0], edge[0], edge[1], edge[1]), 255)
    else:
        pen.polygon([(start + x * scale, start + y * scale) for x, y in OUTLINES[world]], 255)
    image.paste(METALS[world], at, mask.resize((side, side), Image.Resampling.LANCZOS))


def _draw_corner(image: Image.Image) -> None:
    """Leave brass in the one round corner."""
    mask = Image.new("L", (120 * SMOOTH, 120 * SMOOTH), 255)
    ImageDraw.Draw(mask).pieslice(
        (-120 * SMOOTH, -120 * SMOOTH, 120 * SMOOTH, 120 * SMOOTH), 0, 90, 0
    )
    image.paste(BRASS, (WIDTH - 120, HEIGHT - 120), mask.resize((120, 120)))


def _curve(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Flatten a cubic Bézier curve."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    flat = []
    for step in range(17):
        t = step / 16
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        flat.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return flat


def _draw_mark(image: Image.Image) -> None:
    """Draw the A: one straight leg in brass, one curved leg in white, one bar."""
    bow = [
        *_curve(((20, 2), (27, 2), (31, 7), (31, 14))),
        *((31, 30), (23, 30), (23, 24), (11.75, 24), (14.375, 17), (23, 17)),
        *_curve(((23, 14.4), (23, 11), (21.2, 9), (18.2, 9))),
        (17.375, 9),
    ]
    for outline, ink in ((MARK_LEG, BRASS), (bow, WHITE)):
        mask = Image.new("L", (48 * SMOOTH, 48 * SMOOTH))
        scale = 1.5 * SMOOTH
        ImageDraw.Draw(mask).polygon([(x * scale, y * scale) for x, y in outline], 255)
        image.paste(ink, (MARGIN, 56), mask.resize((48, 48), Image.Resampling.LANCZOS))
