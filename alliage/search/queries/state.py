"""What a list's address says: words, chosen values, sort, page; and the addresses of its links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

MAX_WORDS = 200
MAX_ADDRESS = 6_000
MAX_VALUES = 40
MAX_PAGE = 100_000
WORDS, SORT, PAGE = "q", "tri", "page"


@dataclass(frozen=True)
class State:
    """A list as its address describes it. `is_cut` tells that the words were too many."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    is_cut: bool = False

    def query_string(self, *, with_page: bool = False) -> str:
        """The address of this state, without its `?`."""
        pairs = [(WORDS, self.words)] if self.words else []
        pairs += [(name, value) for name, values in self.chosen.items() for value in values]
        if self.sort:
            pairs.append((SORT, self.sort))
        if with_page and self.page > 1:
            pairs.append((PAGE, str(self.page)))
        return urlencode(pairs)

    def toggled(self, name: str, value: str) -> "State":
        """The state with a value chosen, or no longer; back on the first page."""
        values = self.chosen.get(name, ())
        changed = tuple(v for v in values if v != value) if value in values else (*values, value)
        return self.choosing(name, changed)

    def choosing(self, name: str, values: tuple[str, ...]) -> "State":
        """The state with exactly these values chosen in a facet; back on the first page."""
        chosen = {**self.chosen, name: values}
        return replace(self, page=1, chosen={key: kept for key, kept in chosen.items() if kept})


def read_state(data: QueryDict, facets: Iterable[str], sorts: Iterable[str]) -> State:
    """Read an address; what nobody can have meant is refused, what is merely unknown is ignored.

    Raises BadRequest on bytes that are no text and on addresses beyond reason, Http404 on a page
    that is not a page number.
    """
    if len(data.urlencode()) > MAX_ADDRESS:
        raise BadRequest(_("Cette adresse est trop longue."))
    names = [*facets, WORDS, SORT, PAGE]
    given = {name: data.getlist(name) for name in names}
    if any("\0" in value or "\ufffd" in value for values in given.values() for value in values):
        raise BadRequest(_("Cette adresse contient des caractères illisibles."))
    words = " ".join("".join(given[WORDS][-1:]).split())
    sort = "".join(given[SORT][-1:])
    chosen = {
        name: tuple(dict.fromkeys(value for value in given[name] if value))[:MAX_VALUES]
        for name in facets
    }
    return State(
        words=words[:MAX_WORDS],
        chosen={name: values for name, values in chosen.items() if values},
        sort=sort if sort in set(sorts) else "",
        page=_page("".join(given[PAGE][-1:])),
        is_cut=len(words) > MAX_WORDS,
    )


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MAX_PAGE):
        raise Http404(_("Cette page n’existe pas."))
    return int(text)
