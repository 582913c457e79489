"""Show in a text the words that answer a question, by the same rules as the index."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from alliage.calc.french import NEED_WORDS, STOP_WORDS, stem, tokens
from alliage.search.thesaurus import LINK_WORDS, Thesaurus, root, sequence

from .asking import engine


def marked(text: str, words: str) -> SafeString:
    """Escape a text and wrap in `<mark>` the words that answer, inflected or equivalent."""
    if not words.strip():
        return escape(text)
    pieces, last = [], 0
    for start, end in _joined(_spans(text, words, engine().thesaurus), text):
        pieces += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 - every piece is escaped


def _spans(text: str, words: str, thesaurus: Thesaurus) -> Iterator[tuple[int, int]]:
    asked = sequence(words)
    concepts = {concept for span in thesaurus.asked(asked) for concept in span.concepts}
    said = [token.text for token in tokens(words) if token.text not in STOP_WORDS]
    stems = {stem(word) for word in said if word not in NEED_WORDS} or {stem(w) for w in said}
    found = [token for token in tokens(text) if token.text not in LINK_WORDS]
    answering = {
        place
        for span in thesaurus.spans([root(token.text) for token in found])
        if concepts.intersection(span.concepts)
        for place in range(span.start, span.end)
    }
    for place, token in enumerate(found):
        if place in answering or stem(token.text) in stems:
            yield token.start, token.end


def _joined(spans: Iterator[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Neighbours parted by nothing but spaces or hyphens make one mark."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current and not text[current[1] : start].strip(" -‑’'\u00a0\u202f"):
            current = (current[0], end)
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current
