"""The words of an index: completion as one types, and the nearest known words to a misspelt one."""

from bisect import bisect_left
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from alliage.calc.french import stem

_LAST = "\U0010ffff"
NEAREST = 3
# A misspelt word comes back with each filter and each page of its list.
REMEMBERED = 4096


class Lexicon:
    """Folded words with the number of documents that hold each."""

    def __init__(
        self, words: Iterable[tuple[str, int]] = (), equivalents: Iterable[str] = ()
    ) -> None:
        """Take (word, documents) pairs in any order, and words of the thesaurus.

        A reader may misspell an equivalent that no document holds (« migratns »).
        """
        self._frequency = {**dict.fromkeys(equivalents, 0), **dict(words)}
        self._sorted = sorted(self._frequency)
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}
        self._stems = {stem(word) for word in self._sorted}
        self._alike: dict[tuple[int, str], list[str]] = {}
        for word in self._sorted:
            if word.isalpha():
                self._alike.setdefault((len(word), word[0]), []).append(word)
                self._alike.setdefault((len(word), ""), []).append(word)

    def __len__(self) -> int:
        return len(self._sorted)

    def __contains__(self, word: str) -> bool:
        return word in self._frequency or stem(word) in self._stems

    def frequency(self, word: str) -> int:
        """How many documents hold a word."""
        return self._frequency.get(word, 0)

    def completions(self, prefix: str, limit: int) -> list[str]:
        """The words that begin so, the most frequent first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + _LAST)
        found = self._sorted[start:end]
        return sorted(found, key=lambda word: (-self._frequency[word], word))[:limit]

    def nearest(self, word: str) -> tuple[tuple[str, float], ...]:
        """The known words within one error from 5 letters on, two from 9, the likeliest first.

        An exchange of two neighbours is one error. Errors are rarely on the first letter
        (Pollock & Zamora 1984), so words that begin alike come first; then those of the same
        letters, then the most frequent.
        """
        if word not in self._found:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[word] = self._nearest(word)
        return self._found[word]

    def _nearest(self, word: str) -> tuple[tuple[str, float], ...]:
        allowed = 2 if len(word) >= 9 else 1 if len(word) >= 5 else 0
        if not allowed or not word.isalpha():
            return tuple(
                (form, 0.9) for form in (f"{word}s", f"{word}x") if form in self._frequency
            )
        matches = self._within(word, allowed, word[0]) or self._within(word, 1, "")
        ranked = sorted(
            (
                distance + (candidate[0] != word[0]),
                sorted(candidate) != sorted(word),
                -self._frequency[candidate],
                candidate,
            )
            for candidate, distance, _ in matches
        )
        closest = ranked[0][0] if ranked else 0
        return tuple(
            (candidate, 1 - 0.1 * distance)
            for distance, _, _, candidate in ranked[:NEAREST]
            if distance == closest
        )

    def _within(self, word: str, allowed: int, first: str) -> list[tuple[str, int, int]]:
        """The known words so close, among those that begin by a letter (or by any)."""
        candidates = [
            candidate
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for candidate in self._alike.get((length, first), ())
        ]
        return extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=20)
