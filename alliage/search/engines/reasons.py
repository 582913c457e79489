"""Why a document answers: short words naming the field and the text that matched."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from alliage.calc.french import STOP_WORDS, stem
from alliage.calc.typography import partial_date
from alliage.search.analysis import Question, label_term, texts_of, words_of
from alliage.search.models import Document
from alliage.search.thesaurus import CONCEPT, FIELD, LINK_WORDS, Thesaurus, root

from .ranking import trust

FIELD_LABELS = {
    "title": gettext_lazy("titre"),
    "labels": gettext_lazy("domaine"),
    "names": gettext_lazy("partenaire"),
    "places": gettext_lazy("lieu"),
    "summary": gettext_lazy("résumé"),
    "body": gettext_lazy("texte"),
}
REASONS_SHOWN = 3
_SHORT = ("labels", "names", "places")


def stored_texts(document: Document, thesaurus: Thesaurus) -> str:
    """What must be kept with a document to say later why it matched, and where, as JSON.

    Short texts go with their terms; of the long ones, only the terms are kept.
    """
    fields: dict[str, list[list[str]]] = {}
    for field, texts in texts_of(document).items():
        if field != "body":
            fields[field] = [
                [text if field in _SHORT else "", _terms(text, thesaurus)] for text in texts if text
            ]
    checked = document.checked.isoformat() if document.checked else ""
    return json.dumps([document.title, fields, checked], ensure_ascii=False, separators=(",", ":"))


def _terms(text: str, thesaurus: Thesaurus) -> str:
    words = words_of(text)
    stems = [stem(word) for word in words if word not in STOP_WORDS]
    concepts = thesaurus.written([root(word) for word in words if word not in LINK_WORDS])
    return " ".join(dict.fromkeys([*stems, *concepts]))


def labels_of(stored: Mapping[str, list[list[str]]]) -> list[str]:
    """The label terms of a document, from its stored texts."""
    return [label_term(shown) for shown, _terms in stored.get("labels", ())]


def lowered(checked: str) -> str:
    """Say that a document comes lower for want of a recent check; empty when it does not."""
    if not checked or trust(date.fromisoformat(checked), timezone.localdate()) == 1:
        return ""
    month = partial_date(checked[:7], language=get_language() or "fr")
    return _("placée plus bas : pas de vérification depuis %(month)s") % {"month": month}


class Reasons:
    """Say in which fields each notion of a question was found, the weightiest fields first."""

    def __init__(self, question: Question) -> None:
        """Prepare what is common to all the answers of a question."""
        self._wanted = [(c.label, *_sorted(c.terms)) for c in question.clauses if c.label]
        self._all = frozenset(term for clause in question.clauses for term in clause.terms)
        self._form = _("%(field)s : %(words)s")
        self._near = _("%(words)s (sens proche)")

    def __call__(self, stored: Mapping[str, list[list[str]]]) -> tuple[str, ...]:
        """Give the reasons of one answer, from its stored texts."""
        if not self._wanted:
            return ()
        found = tuple(islice(dict.fromkeys(self._found(stored)), REASONS_SHOWN))
        return found or (self._said("body", [label for label, *_terms in self._wanted]),)

    def _found(self, stored: Mapping[str, list[list[str]]]) -> Iterator[str]:
        for field in FIELD_LABELS:
            for shown, terms in stored.get(field, ()):
                held = self._all.intersection(terms.split(" "))
                matched = list(self._matched(held)) if held else []
                if matched:
                    yield self._said(field, [shown] if shown else matched)

    def _matched(self, held: frozenset[str]) -> Iterator[str]:
        for label, words, concepts in self._wanted:
            if not words.isdisjoint(held):
                yield label
            elif not concepts.isdisjoint(held):
                yield self._near % {"words": label}

    def _said(self, field: str, words: list[str]) -> str:
        return self._form % {"field": FIELD_LABELS[field], "words": ", ".join(words)}


def _sorted(terms: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Part the terms of a notion: its own words, and the concepts it shares with other words."""
    concepts = frozenset(term for term in terms if term[0] in (CONCEPT, FIELD))
    return frozenset(terms) - concepts, concepts
