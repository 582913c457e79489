"""Menus of the site: the composition root says which pages exist, the base layout draws them.

`web` lies below every context, so it may not name their pages; `alliage.config` registers them.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

# The places that the base layout draws.
HOME, MAIN, SEARCH, EXPLORE, UNDERSTAND = "home", "main", "search", "explore", "understand"
# For the visitor, and for whoever is signed in.
SIGN_IN, ACCOUNT = "sign-in", "account"


@dataclass(frozen=True)
class Entry:
    """One link of a menu, as the composition root declares it."""

    label: str | Promise
    url_name: str


@dataclass(frozen=True)
class Link:
    """One link of a menu, ready to be drawn on a page."""

    label: str
    url: str
    is_current: bool


_menus: dict[str, tuple[Entry, ...]] = {}


def set_menu(place: str, entries: tuple[Entry, ...]) -> None:
    """Declare the links of one menu; a second declaration replaces the first."""
    _menus[place] = entries


def links(place: str, path: str) -> list[Link]:
    """Give the links of a menu, the one that holds the current page marked."""
    urls = [(str(entry.label), reverse(entry.url_name)) for entry in _menus.get(place, ())]
    return [Link(label, url, path.startswith(url)) for label, url in urls]
