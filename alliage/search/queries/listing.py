"""A list driven by the index: words, facets with counts, sort and pages, all in the address."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.search.models import Hit, Query, Results

from .asking import is_ready, search
from .facets import Choice, Facet, FacetSpec, Link
from .state import SORT, State, read_state

PAGE_SIZE = 20
PAGES_AROUND = 2
RELAXATIONS = 6
SORTS: Mapping[str, str | Promise] = {
    "pertinence": gettext_lazy("par pertinence"),
    "recent": gettext_lazy("les plus récentes"),
    "titre": gettext_lazy("par ordre alphabétique"),
}
ENGINE_SORTS = {"pertinence": "relevance", "recent": "recent", "titre": "title"}


class FacetedList:
    """One search for a list page: its answers, and every link that changes it."""

    def __init__(
        self,
        kind: str,
        specs: Iterable[FacetSpec],
        data: QueryDict,
        *,
        fixed: Mapping[str, tuple[str, ...]] | None = None,
        page_size: int = PAGE_SIZE,
        orders: tuple[str, ...] = ("recent", "titre"),
    ) -> None:
        """Read the address `data` (request.GET) and search.

        Args:
            kind: The kind of documents.
            specs: The facets offered, in their order.
            data: The parameters of the address.
            fixed: Filters that the page itself sets, absent from the address.
            page_size: Answers per page; 0 gives them all on one page (exports).
            orders: Orders that make sense without words, the usual one first.

        Raises:
            BadRequest: The address is unreadable or beyond reason.
            Http404: The page asked for is beyond the last.
        """
        self.kind = kind
        self.specs = {spec.name: spec for spec in specs}
        self.fixed = dict(fixed or {})
        self.page_size = page_size
        self.orders = orders
        self.state = read_state(data, self.specs, SORTS)
        if not page_size:
            self.state = replace(self.state, page=1)
        self.results = self._search(self.state)
        self._labels = self._named()
        if self._drop_unknown():
            self.results = self._search(self.state)
        if not page_size:
            self.results = self._whole(self.results)
        if self.state.page > self.page_count:
            raise Http404(_("Cette page n’existe pas."))

    # --- Answers -----------------------------------------------------------------------------
    @property
    def total(self) -> int:
        """How many documents answer."""
        return self.results.total

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The answers of this page, in their order."""
        return self.results.hits

    @property
    def slugs(self) -> list[str]:
        """The identifiers of this page's answers, in their order."""
        return [hit.slug for hit in self.results.hits]

    def in_order[T](self, rows: Iterable[T], key: str = "slug") -> list[T]:
        """Put rows read by their slugs in the order of the answers."""
        by_slug = {getattr(row, key): row for row in rows}
        return [by_slug[slug] for slug in self.slugs if slug in by_slug]

    @property
    def words(self) -> str:
        """The words searched."""
        return self.state.words

    @property
    def marked_words(self) -> str:
        """The words to highlight in the answers, once their spelling is mended."""
        return self.results.suggestion or self.state.words

    @property
    def is_ready(self) -> bool:
        """Whether an index exists; else the page says that it is being prepared."""
        return is_ready()

    # --- Addresses ---------------------------------------------------------------------------
    @property
    def query_string(self) -> str:
        """The address of this list without its page, to hang on the address of an export."""
        return self.state.query_string()

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of the filters must send again besides its boxes and the words."""
        return [(SORT, self.state.sort)] if self.state.sort else []

    @property
    def clear_url(self) -> str:
        """The list without any filter; the words stay."""
        return _url(State(words=self.state.words))

    @property
    def chosen_count(self) -> int:
        """How many values are chosen, all facets together."""
        return sum(len(values) for values in self.state.chosen.values())

    @property
    def chips(self) -> list[Link]:
        """What narrows the list, each with the address that removes it."""
        state = self.state
        links = []
        if state.words:
            label = _("Mots cherchés : %(words)s") % {"words": state.words}
            links.append(Link(label, _url(replace(state, words="", page=1))))
        for name, values in state.chosen.items():
            spec, labels = self.specs[name], self._labels[name]
            links += [
                Link(
                    _("%(facet)s : %(value)s")
                    % {"facet": spec.label, "value": labels.get(value, value)},
                    _url(state.toggled(name, value)),
                )
                for value in values
            ]
        return links

    @property
    def sorts(self) -> list[Link]:
        """The orders offered; relevance only where there are words."""
        default = self._default_sort
        offered = ["pertinence", *self.orders] if self.state.words else self.orders
        return [
            Link(
                str(SORTS[name]),
                _url(replace(self.state, page=1, sort="" if name == default else name)),
                is_current=name == self.sort,
            )
            for name in offered
        ]

    @property
    def sort(self) -> str:
        """The order in use."""
        return self.state.sort or self._default_sort

    @property
    def _default_sort(self) -> str:
        return "pertinence" if self.state.words else self.orders[0]

    # --- Pages -------------------------------------------------------------------------------
    @property
    def page_count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, math.ceil(self.total / self.page_size)) if self.page_size else 1

    @property
    def number(self) -> int:
        """The number of this page."""
        return self.state.page

    @property
    def has_other_pages(self) -> bool:
        """Whether there is more than this page."""
        return self.page_count > 1

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """The numbers and addresses of the pages around, the first and the last; None is a gap."""
        current, last = self.state.page, self.page_count
        around = range(max(1, current - PAGES_AROUND), min(last, current + PAGES_AROUND) + 1)
        links: list[tuple[int | None, str]] = []
        previous = 0
        for number in sorted({1, last, *around}):
            if number > previous + 1:
                links.append((None, ""))
            links.append((number, self._page_url(number)))
            previous = number
        return links

    @property
    def previous_url(self) -> str:
        """The page before, if any."""
        return self._page_url(self.state.page - 1) if self.state.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, if any."""
        return self._page_url(self.state.page + 1) if self.state.page < self.page_count else ""

    def _page_url(self, number: int) -> str:
        return _url(replace(self.state, page=number))

    # --- Facets ------------------------------------------------------------------------------
    @cached_property
    def facets(self) -> list[Facet]:
        """The facets that have something to offer."""
        built = [self._facet(spec) for spec in self.specs.values()]
        return [facet for facet in built if facet.choices]

    def _facet(self, spec: FacetSpec) -> Facet:
        counts = self.results.facets.get(spec.counted_in, {})
        chosen = self.state.chosen.get(spec.name, ())
        choices = [
            Choice(
                value,
                label,
                # A chosen value out of the small facet (one commune) holds what is listed.
                counts.get(value, self.total if spec.offered_by else 0),
                value in chosen,
                _url(self.state.toggled(spec.name, value)),
                spec.kind,
            )
            for value, label in self._labels[spec.name].items()
            if value in chosen or counts.get(value)
        ]
        if callable(spec.labels):
            choices.sort(key=lambda choice: (-choice.count, choice.label))
        first = [c for rank, c in enumerate(choices) if rank < spec.shown or c.is_checked]
        rest = [choice for choice in choices if choice not in first]
        others = tuple(rest[: max(0, spec.most - len(first))])
        is_open = spec.is_open or bool(chosen)
        return Facet(spec.name, str(spec.label), tuple(first), others, is_open)

    def _named(self) -> dict[str, dict[str, str]]:
        return {
            name: spec.named(
                dict.fromkeys(
                    [
                        *self.state.chosen.get(name, ()),
                        *self.results.facets.get(spec.counted_in, ()),
                    ]
                )
            )
            for name, spec in self.specs.items()
        }

    def _drop_unknown(self) -> bool:
        known = {
            name: tuple(value for value in values if value in self._labels[name])
            for name, values in self.state.chosen.items()
        }
        known = {name: values for name, values in known.items() if values}
        if known == self.state.chosen:
            return False
        self.state = replace(self.state, chosen=known)
        return True

    # --- Searching ---------------------------------------------------------------------------
    @cached_property
    def _counted(self) -> tuple[str, ...]:
        return tuple(spec.counted_in for spec in self.specs.values() if spec.is_offered)

    def _filters(self, state: State) -> dict[str, tuple[str, ...]]:
        chosen = state.chosen.items()
        named = {self.specs[name].filtered_in(values): values for name, values in chosen}
        return {**self.fixed, **named}

    def _search(self, state: State, *, counts: bool = True) -> Results:
        sort = state.sort or ("pertinence" if state.words else self.orders[0])
        limit = self.page_size or EXPORT_STRIDE
        return search(
            Query(
                text=state.words,
                kinds=(self.kind,),
                filters=self._filters(state),
                facets=self._counted if counts else (),
                sort=ENGINE_SORTS[sort],
                offset=(state.page - 1) * limit,
                limit=limit,
            )
        )

    def _whole(self, first: Results) -> Results:
        """Go on to the last answer: an export holds exactly what is filtered."""
        hits, state = list(first.hits), self.state
        while len(hits) < first.total:
            state = replace(state, page=state.page + 1)
            more = self._search(state, counts=False).hits
            if not more:
                break
            hits += more
        return replace(first, hits=tuple(hits))

    @cached_property
    def apart(self) -> Results | None:
        """What covers the chosen values of a facet without being inside (its first answers)."""
        for name, values in self.state.chosen.items():
            rule = self.specs[name].apart
            covering = tuple(rule[1](values)) if rule else ()
            if rule and covering:
                state = self.state.choosing(name, ())
                filters = {**self.fixed, **state.chosen, rule[0]: covering}
                return search(
                    Query(state.words, (self.kind,), filters, limit=self.page_size or EXPORT_STRIDE)
                )
        return None

    # --- Help --------------------------------------------------------------------------------
    @property
    def suggestion(self) -> Link | None:
        """The words as they are spelt in the index, where readers spelt them otherwise."""
        words = self.results.suggestion
        return Link(words, _url(replace(self.state, words=words, page=1))) if words else None

    @cached_property
    def ways_out(self) -> list[Link]:
        """For an empty list: the same without one of its conditions, or near, where it gives some.

        The most fruitful come last to be dropped: fewest answers first, as the closest to the ask.
        """
        if self.total:
            return []
        links = [self._way_out(label, state) for label, state in self._relaxed()]
        return sorted((link for link in links if link.count), key=lambda way: way.count or 0)

    def _way_out(self, label: str, state: State) -> Link:
        return Link(label, _url(state), count=self._search(state, counts=False).total)

    def _relaxed(self) -> list[tuple[str, State]]:
        state, ways = replace(self.state, page=1), []
        if state.words and state.chosen:
            ways.append((_("sans les mots « %(words)s »") % {"words": state.words},
                         replace(state, words="")))  # fmt: skip
        for name, values in state.chosen.items():
            spec = self.specs[name]
            named = ", ".join(self._labels[name].get(value, value) for value in values)
            label = _("sans « %(facet)s : %(values)s »") % {"facet": spec.label, "values": named}
            ways.append((label, state.choosing(name, ())))
            if spec.near:
                near = list(dict.fromkeys(v for value in values for v in spec.near(value)))
                labels = spec.named(near)
                ways += [(labels[v], state.choosing(name, (v,))) for v in near if v in labels]
        return ways[:RELAXATIONS]


EXPORT_STRIDE = 10_000


def _url(state: State) -> str:
    return "?" + state.query_string(with_page=True)
