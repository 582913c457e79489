"""Why a document answers: short words naming the field and the text that matched."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.calc.french import stems
from alliage.search.analysis import Question, texts_of
from alliage.search.models import Document
from alliage.search.thesaurus import Thesaurus, sequence

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
    """What must be kept with a document to say later why it matched, as JSON.

    Short texts go with their terms; of the long ones, only the terms are kept.
    """
    fields: dict[str, list[list[str]]] = {}
    for field, texts in texts_of(document).items():
        if field != "body":
            fields[field] = [
                [text if field in _SHORT else "", _terms(text, thesaurus)] for text in texts if text
            ]
    return json.dumps([document.title, fields], ensure_ascii=False, separators=(",", ":"))


def _terms(text: str, thesaurus: Thesaurus) -> str:
    return " ".join(dict.fromkeys([*stems(text), *thesaurus.written(sequence(text))]))


def reasons(stored: dict[str, list[list[str]]], question: Question) -> tuple[str, ...]:
    """Say in which fields each notion of the question was found, the weightiest fields first."""
    wanted = [(clause.label, clause.terms) for clause in question.clauses if clause.label]
    found: dict[str, None] = {}
    for field, label in FIELD_LABELS.items():
        for shown, terms in stored.get(field, ()):
            held = terms.split(" ")
            matched = [name for name, asked in wanted if not asked.isdisjoint(held)]
            if matched:
                words = shown or ", ".join(matched)
                found[_("%(field)s : %(words)s") % {"field": label, "words": words}] = None
    if not found and wanted:
        found[_("texte : %(words)s") % {"words": ", ".join(label for label, _t in wanted)}] = None
    return tuple(_first(found, REASONS_SHOWN))


def _first(items: Iterable[str], limit: int) -> list[str]:
    return [item for item, _rank in zip(items, range(limit), strict=False)]
