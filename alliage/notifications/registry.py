"""What contexts declare when they start: kinds of news, and who may be told of them."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise

from alliage.accounts.models import User

from .models import Rhythm

Scope = Callable[[User, str], bool]
Link = Callable[[str], str]


class Kind(NamedTuple):
    """A kind of news, with the rhythm of those who chose none."""

    code: str
    label: str | Promise
    default: str


_kinds: dict[str, Kind] = {}
_scopes: dict[str, Scope] = {}
_links: dict[str, Link] = {}


def add_kind(kind: Kind) -> None:
    """Declare a kind of news."""
    if kind.default not in Rhythm.values:
        raise ValueError(f"{kind.default} is not a rhythm")
    _kinds[kind.code] = kind


def add_scope(code: str, scope: Scope) -> None:
    """Declare who may be told news of a kind."""
    _scopes[code] = scope


def add_link(code: str, link: Link) -> None:
    """Declare how the e-mails of a kind lead further than the site does."""
    _links[code] = link


def link_of(code: str, event: str) -> str:
    """The address that an e-mail gives for an event, empty when it is that of the site."""
    link = _links.get(code)
    return link(event) if link else ""


def kinds() -> dict[str, Kind]:
    """The kinds declared, by code, in their order."""
    return dict(_kinds)


def kind_of(code: str) -> Kind:
    """One kind; a code that nobody declared is a mistake of the caller."""
    return _kinds[code]


def may_be_told(person: User, code: str, url: str) -> bool:
    """Tell whether the person may know of what is at this address."""
    scope = _scopes.get(code)
    return person.is_active and (scope is None or scope(person, url))
