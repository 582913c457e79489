"""The port of full-text search: what is indexed, asked and answered, whatever the engine.

Contexts register what they index (see services.register); this context imports none of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from .thesaurus import Thesaurus


@dataclass(frozen=True)
class Document:
    """One thing that can be found.

    `facets` maps a facet's name to the values a reader may filter on; `labels` holds other words
    for the subject (thesaurus, acronyms written out), `names` the partners or publisher, `places`
    where it is. `checked` is the day somebody last found it exact, for what grows old.
    """

    kind: str
    slug: str
    title: str
    summary: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int | None = None
    updated: int = 0
    checked: date | None = None


@dataclass(frozen=True)
class Query:
    """What a reader asks: words, filters, counts, a page.

    Within a facet any value will do; all facets must agree. `sort` is one of relevance, recent,
    oldest, updated, title; without words, relevance is recent.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    is_prefix: bool = False


@dataclass(frozen=True)
class Hit:
    """One answer, with its score and why it matches (`why` holds plain words, never markup).

    `lowered` says why it comes after others that answer as well; empty for most.
    """

    kind: str
    slug: str
    title: str
    score: float
    why: tuple[str, ...] = ()
    lowered: str = ""


@dataclass(frozen=True)
class Results:
    """A page of answers, how many there are in all, and counts by facet value.

    The counts of a facet ignore the filter on that same facet: each box says what it would add.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str = ""


class Engine(Protocol):
    """What an adapter offers; tests/search/test_engines.py holds its contract."""

    @property
    def thesaurus(self) -> Thesaurus:
        """The concepts by which the index was written."""
        ...

    def is_ready(self) -> bool:
        """Whether something has been indexed, in the layout that this version reads."""
        ...

    def index(self, documents: Iterable[Document], *, replacing: Sequence[str] = ()) -> int:
        """Add or replace documents, in one commit; return how many.

        The kinds in `replacing` are forgotten in the same commit.
        """
        ...

    def delete(self, kind: str, slugs: Iterable[str]) -> None:
        """Forget documents."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def keep_synonyms(self, groups: Iterable[Sequence[str]]) -> None:
        """Keep the groups of equivalent expressions that contexts provide."""
        ...

    def aged(self, today: date) -> list[tuple[str, str]]:
        """The kinds and slugs of what was indexed with another trust than that of the day."""
        ...

    def search(self, query: Query) -> Results:
        """Answer a query; nothing indexed gives no answer, never an error."""
        ...

    def similar(
        self, document: Document, weights: Mapping[str, float], limit: int
    ) -> tuple[Hit, ...]:
        """Find the documents of the same kind that share the most weighted facet values."""
        ...


Source = Callable[[Iterable[str] | None], Iterable[Document]]
"""Give the documents of a kind: those of these slugs, or all."""


class TermsField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Words with their numbers of occurrences: a tsvector on PostgreSQL, mere text elsewhere."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The type of the column."""
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)


class Entry(models.Model):
    """A document as the PostgreSQL engine keeps it; empty where another engine is in use."""

    kind = models.CharField(_("genre"), max_length=32)
    slug = models.CharField(_("identifiant"), max_length=160)
    sort_title = models.CharField(_("clé de tri"), max_length=80)
    terms = TermsField(_("mots pesés"))
    terms_length = models.PositiveIntegerField(_("nombre de mots pesés"))
    grams = TermsField(_("groupes de lettres"))
    grams_length = models.PositiveIntegerField(_("nombre de groupes de lettres"))
    words = models.TextField(_("mots"))
    facets = models.JSONField(_("facettes"), default=dict)
    stored = models.TextField(_("textes gardés"))
    year = models.SmallIntegerField(_("année"), null=True, blank=True)
    updated = models.BigIntegerField(_("mise à jour"), default=0)
    checked = models.DateField(_("dernière vérification"), null=True, blank=True)
    # What the date leaves of its score, as of the day it was indexed.
    trust = models.FloatField(_("confiance"), default=1)

    class Meta:
        verbose_name = _("entrée d’index")
        verbose_name_plural = _("entrées d’index")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="entry_unique_in_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


class Frequency(models.Model):
    """In how many entries a term, a group of letters or a word stands."""

    source = models.CharField(_("colonne"), max_length=5)
    term = models.TextField(_("terme"))
    documents = models.PositiveIntegerField(_("nombre d’entrées"))

    class Meta:
        verbose_name = _("fréquence")
        verbose_name_plural = _("fréquences")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "term"], name="frequency_unique_in_source")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.term} : {self.documents}"


class Generation(models.Model):
    """What every process must know of the index as a whole, and when to read it again."""

    number = models.PositiveIntegerField(_("numéro"), default=0)
    version = models.PositiveSmallIntegerField(_("version de l’analyse"), default=0)
    synonyms = models.JSONField(_("équivalents fournis"), default=list)
    entries = models.PositiveIntegerField(_("nombre d’entrées"), default=0)
    mean_terms = models.FloatField(_("mots pesés par entrée"), default=1)
    mean_grams = models.FloatField(_("groupes de lettres par entrée"), default=1)

    class Meta:
        verbose_name = _("génération d’index")
        verbose_name_plural = _("générations d’index")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.number)
