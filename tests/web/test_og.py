"""Share images: light, exact, drawn once."""

from io import BytesIO

from django.test import RequestFactory
from PIL import Image

from alliage.web import og
from alliage.web.og import Card, card_response, draw_card
from tests.house_rules import ROOT

WIP = Card(
    "Le Wip à Colombelles\u202f: une halle d’usine devenue tiers-lieu",
    "Innovation sociétale",
    (("economic", 2), ("public", 5)),
    "7 partenaires, 2 mondes. Calvados, 2016–2023.",
)
LONG = Card("Un titre interminable " * 12, "", ("associative",) * 40, "Un très long pied " * 9)


def draw(card: Card) -> bytes:
    return draw_card(card.title, card.kicker, card.tiles, card.footer)


def test_it_has_the_size_that_networks_ask_for_and_stays_light() -> None:
    for card in (WIP, LONG):
        png = draw(card)
        assert Image.open(BytesIO(png)).size == (1200, 630)
        assert len(png) <= 60_000


def test_the_same_words_give_the_same_bytes() -> None:
    first = draw(WIP)
    og._draw.cache_clear()
    assert draw(WIP) == first


def test_nothing_overflows_the_margin() -> None:
    image = Image.open(BytesIO(draw(LONG))).convert("RGB")
    edge = {image.getpixel((x, y)) for x in range(1160, 1200) for y in range(120, 480, 3)}
    assert len(edge) == 1, "only plum on the right of the margin"


def test_a_browser_that_has_it_is_not_sent_it_again() -> None:
    requests = RequestFactory()
    first = card_response(requests.get("/"), WIP)
    assert first.headers["Content-Type"] == "image/png"
    assert "max-age" in first.headers["Cache-Control"]
    again = card_response(requests.get("/", headers={"if-none-match": first.headers["ETag"]}), WIP)
    assert again.status_code == 304
    assert again.content == b""


def test_a_changed_title_changes_the_tag() -> None:
    request = RequestFactory().get("/")
    other = Card("Autre", WIP.kicker, WIP.tiles, WIP.footer)
    assert (
        card_response(request, other).headers["ETag"] != card_response(request, WIP).headers["ETag"]
    )


def test_the_image_of_the_site_is_there() -> None:
    with Image.open(ROOT / "alliage/web/static/web/img/og.png") as image:
        assert image.size == (1200, 630)
