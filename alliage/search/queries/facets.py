"""Facets of lists: what they offer, how it is named, what is shown of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Labels = Mapping[str, str | Promise] | Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class FacetSpec:
    """A facet that a list offers.

    Attributes:
        name: Name in the index and in the address.
        label: What readers see above the choices.
        labels: Labels of the values: a mapping whose order is kept, or a function that names many
            values at once (those it does not name are not offered, and are ignored in addresses).
        shown: How many choices stand before « Voir les autres ».
        most: How many choices are given at all, the most frequent; words find the rarer ones.
        kind: How a value is drawn: "world" with its shape, "type" with its sign, "" as words.
        offered_by: A smaller facet of the index that holds the values to offer (the regions among
            all territories): counted, and filtered where it can be, in the stead of the large one.
        is_offered: False when only addresses choose it (a partner, from its own page).
        near: Values near one that gives nothing, for the help of an empty list.
        apart: A facet and the values of it that cover the chosen ones, told in a list apart.
        is_open: Whether the facet stands open at first.
    """

    name: str
    label: str | Promise
    labels: Labels
    shown: int = 6
    most: int = 30
    kind: str = ""
    offered_by: str = ""
    is_offered: bool = True
    near: Callable[[str], Iterable[str]] | None = None
    apart: tuple[str, Callable[[tuple[str, ...]], Iterable[str]]] | None = None
    is_open: bool = True

    @property
    def counted_in(self) -> str:
        """The facet of the index whose counts are shown."""
        return self.offered_by or self.name

    def filtered_in(self, values: Iterable[str]) -> str:
        """The facet of the index that filters on these values: the small one when it holds them.

        The counts of a facet ignore the filter on that same facet, so that other regions stay
        offered beside a chosen one.
        """
        is_small = all(value.startswith(f"{self.offered_by}:") for value in values)
        return self.offered_by if self.offered_by and is_small else self.name

    def named(self, values: Iterable[str]) -> dict[str, str]:
        """The labels of those of these values that are known, in the facet's own order if any."""
        if callable(self.labels):
            return dict(self.labels(list(values)))
        wanted = set(values)
        return {value: str(label) for value, label in self.labels.items() if value in wanted}


@dataclass(frozen=True)
class Choice:
    """A value of a facet: how many answers it would keep, and the address that toggles it."""

    value: str
    label: str
    count: int
    is_checked: bool
    url: str
    kind: str = ""


@dataclass(frozen=True)
class Facet:
    """A facet as shown: the first choices (the chosen ones always among them), then the others."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    others: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True)
class Link:
    """A link of a list: a chip to remove, a sort, a page, a way out of an empty list."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None
