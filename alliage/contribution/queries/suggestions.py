"""Goals and domains suggested from what a draft says, each with the words that speak for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliage.calc.french import fold
from alliage.taxonomy.models import Domain, Goal

READ = ("title", "problem_fr", "solution_fr", "results_fr", "summary_fr")
SHOWN = 4


@dataclass(frozen=True)
class Suggestion:
    """A domain or a goal, and the words of the draft that speak for it."""

    subject: Domain | Goal
    words: tuple[str, ...]


def suggested_domains(content: Mapping[str, Any]) -> list[Suggestion]:
    """Find the domains whose name, or one of its other words, stands in the draft."""
    text = " ".join(str(content.get(name) or "") for name in READ)
    said = _words(text)
    found = []
    for domain in Domain.objects.prefetch_related("goals"):
        names = (domain.label_fr, *domain.alternative_labels)
        words = tuple(dict.fromkeys(name for name in names if _is_said(name, text, said)))
        if words:
            found.append(Suggestion(domain, words))
    return sorted(found, key=lambda one: (-len(one.words), str(one.subject)))[:SHOWN]


def suggested_goals(content: Mapping[str, Any], domains: Sequence[Suggestion]) -> list[Suggestion]:
    """Find the goals of these domains that were not chosen yet, the most spoken for first."""
    chosen = {str(number) for number in content.get("sdgs") or []}
    words: dict[Goal, tuple[str, ...]] = {}
    for domain in domains:
        assert isinstance(domain.subject, Domain)  # noqa: S101 - as suggested_domains gives them
        for goal in domain.subject.goals.all():
            if str(goal.number) not in chosen:
                words[goal] = tuple(dict.fromkeys((*words.get(goal, ()), *domain.words)))
    ranked = sorted(words.items(), key=lambda pair: (-len(pair[1]), pair[0].number))
    return [Suggestion(goal, said) for goal, said in ranked[:SHOWN]]


def _words(text: str) -> list[str]:
    """Give the words without accents nor mark of the plural.

    A stem would take « habitants » for clothes.

    >>> _words("Les habitats ruraux, l’été")
    ['le', 'habitat', 'rurau', 'l', 'ete']
    """
    return [word.rstrip("sx") or word for word in re.findall(r"[a-z0-9]+", fold(text))]


def _is_said(name: str, text: str, words: list[str]) -> bool:
    """Tell whether a name stands in a text, given also as words; an acronym as it is written.

    >>> _is_said("PLU", "Plus de médecin", _words("Plus de médecin"))
    False
    """
    if name.isupper():
        return re.search(rf"\b{re.escape(name)}\b", text) is not None
    return _stands_in(_words(name), words)


def _stands_in(words: list[str], text: list[str]) -> bool:
    """Tell whether words follow each other somewhere in a text.

    >>> _stands_in(["a", "b"], ["x", "a", "b"]), _stands_in(["a", "b"], ["a", "x", "b"])
    (True, False)
    """
    size = len(words)
    return bool(words) and any(
        text[start : start + size] == words for start in range(len(text) - size + 1)
    )
