"""Readings of the vocabularies that other contexts ask for."""

from dataclasses import dataclass

from alliage.calc.french import fold

from .models import Domain, Goal, Term, Vocabulary


@dataclass(frozen=True)
class Letter:
    """The glossary's terms that share an initial."""

    initial: str
    terms: tuple[Term, ...]


def goals() -> list[Goal]:
    """Give the 17 goals in order."""
    return list(Goal.objects.all())


def domains_of(goal: Goal) -> list[Domain]:
    """Give the domains close to a goal, in alphabetical order; reads prefetched rows."""
    return sorted(goal.domains.all(), key=lambda domain: fold(domain.label))


def neighbours(number: int) -> tuple[Goal | None, Goal | None]:
    """Give the goals before and after this one."""
    around = Goal.objects.in_bulk([number - 1, number + 1])
    return around.get(number - 1), around.get(number + 1)


def labels(vocabulary: Vocabulary) -> dict[str, str]:
    """Give the label of each code of a vocabulary, in order and in the reader's language."""
    return {term.code: term.label for term in Term.objects.filter(vocabulary=vocabulary)}


def terms(*vocabularies: Vocabulary) -> dict[str, list[Term]]:
    """Give the terms of several vocabularies in one query, each list in its order."""
    found: dict[str, list[Term]] = {str(name): [] for name in vocabularies}
    for term in Term.objects.filter(vocabulary__in=vocabularies):
        found[term.vocabulary].append(term)
    return found


def domains_by_label() -> dict[str, Domain]:
    """Find domains by any of their words, folded; a domain's own label wins over another's."""
    domains = list(Domain.objects.all())
    found: dict[str, Domain] = {}
    for domain in domains:
        found[fold(domain.label_fr)] = domain
    for domain in domains:
        for word in (domain.label_en, *domain.alternative_labels):
            if word:
                found.setdefault(fold(word), domain)
    return found


def domain_synonyms() -> tuple[tuple[str, ...], ...]:
    """Give for each domain its label then the other words people use for it, English included."""
    return tuple(
        tuple(dict.fromkeys(filter(None, (row.label_fr, *row.alternative_labels, row.label_en))))
        for row in Domain.objects.all()
    )


def glossary() -> tuple[Letter, ...]:
    """Give the glossary by initial, in the alphabetical order of the reader's language."""
    by_initial: dict[str, list[Term]] = {}
    terms = Term.objects.filter(vocabulary=Vocabulary.GLOSSARY)
    for term in sorted(terms, key=lambda term: fold(term.label)):
        by_initial.setdefault(fold(term.label)[0].upper(), []).append(term)
    return tuple(Letter(initial, tuple(terms)) for initial, terms in by_initial.items())
