"""On every list, what htmx swaps in leaves the page as a full reload would show it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import Client

from alliage.capitalisation.models import PartnershipType, Stage
from alliage.search.services import reindex

from .capitalisation.factories import (
    AllianceFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    TypeFactory,
)
from .network.factories import OrganisationFactory
from .territories.factories import angouleme

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Different at each request.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@dataclass
class Element:
    """A node of a page: its tag, its attributes, what it holds."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def find(self, identifier: str) -> "Element":
        """Give the only element that has an id."""
        [found] = [e for e in self.walk() if e.attributes.get("id") == identifier]
        return found

    def walk(self) -> list["Element"]:
        """Give the element and all that it holds."""
        inner = [child.walk() for child in self.children if isinstance(child, Element)]
        return [self, *(element for elements in inner for element in elements)]


class Tree(HTMLParser):
    """Parse a page into elements; blanks between words count once."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("")
        self.open = [self.root]
        self.feed(TOKEN.sub("", page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.open[-1].children.append(" ".join(data.split()))


def parsed(page: str) -> Element:
    tree = Tree(page)
    assert tree.open == [tree.root], "an element is left open"
    return tree.root


def get(client: Client, url: str, *, htmx: bool = False) -> str:
    response = client.get(url, headers={"HX-Request": "true"} if htmx else {})
    assert response.status_code == 200
    assert "HX-Request" in response["Vary"]
    return response.content.decode()


@pytest.fixture
def lists(own_index: None) -> None:
    """Enough of each kind for a second page, and something to filter on."""
    for number in range(23):
        stage = Stage.PROOF if number % 3 else Stage.IDEA
        alliance = AllianceFactory(title=f"Épicerie {number}", stage=stage, start_year=2000)
        TypeFactory(alliance=alliance, type=PartnershipType.values[number % 4])
        ResourceFactory(title=f"Guide {number}", medoc="outil" if number % 2 else "methode")
        company = OrganisationFactory(name=f"Café {number}", company=bool(number % 2))
        ParticipationFactory(alliance=alliance, organisation=company)
    PlaceFactory(alliance=alliance, territory=angouleme())
    reindex()


CHANGES = [
    ("/alliances/", "?q=épicerie"),
    ("/alliances/", "?type=mecenat&type=innovation_societale"),
    ("/alliances/", "?stade=idee&q=epicerie&tri=titre"),
    ("/alliances/", "?page=2"),
    ("/alliances/", "?territoire=commune:16015"),
    ("/alliances/", "?q=introuvable&stade=idee"),
    ("/alliances/?q=épicerie&stade=idee", "?"),
    ("/ressources/", "?q=guide"),
    ("/ressources/", "?famille=outil"),
    ("/ressources/", "?page=2"),
    ("/ressources/?famille=outil", "?famille=methode"),
    ("/organisations/", "?q=cafe"),
    ("/organisations/", "?monde=economic&taille=pme"),
    ("/organisations/", "?page=2"),
    ("/organisations/?page=2", "?acteur=association"),
]


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(("before", "change"), CHANGES)
def test_the_results_swapped_in_are_those_of_a_full_reload(
    client: Client, before: str, change: str
) -> None:
    after = before.partition("?")[0] + change
    page = parsed(get(client, before))
    page.find("results").children = parsed(get(client, after, htmx=True)).children
    reload = parsed(get(client, after))
    assert page.find("results") == reload.find("results")
    assert reload.find("results").children


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("url", ["/alliances/", "/ressources/", "/organisations/"])
def test_a_filter_changes_nothing_of_the_page_outside_the_results(client: Client, url: str) -> None:
    """All that the swap leaves alone must be the same, else a reader sees two truths at once."""
    before, after = parsed(get(client, url)), parsed(get(client, f"{url}?page=2"))
    for page in (before, after):
        page.find("results").children = []
    main = [[e for e in page.walk() if e.tag == "main"] for page in (before, after)]
    assert main[0] == main[1]


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("url", ["/alliances/", "/ressources/", "/organisations/"])
def test_every_swap_of_a_list_aims_at_something_on_the_page(client: Client, url: str) -> None:
    page = parsed(get(client, f"{url}?q=guide+epicerie+cafe"))
    identifiers = {element.attributes.get("id") for element in page.walk()}
    aims = {element.attributes.get("hx-target") for element in page.walk()} - {None, "this"}
    assert aims
    assert {str(aim).removeprefix("#") for aim in aims} <= identifiers


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("url", ["/alliances/", "/ressources/", "/organisations/"])
def test_a_part_has_no_page_around_it_and_a_page_no_part_twice(client: Client, url: str) -> None:
    part, page = parsed(get(client, url, htmx=True)), parsed(get(client, url))
    assert {"html", "head", "body", "main", "h1"}.isdisjoint({e.tag for e in part.walk()})
    named = [e.attributes["id"] for e in page.walk() if e.attributes.get("id")]
    assert len(named) == len(set(named))


def test_the_reader_of_pages_sees_what_differs() -> None:
    one = parsed('<div id="results"><p>Un   café</p></div>')
    assert one == parsed('<div id="results"> <p>Un café </p></div>')
    assert one != parsed('<div id="results"><p class="a">Un café</p></div>')
    with pytest.raises(AssertionError, match="closes"):
        parsed("<div><p></div>")
