"""How notions of a question combine, whatever the engine."""

import math

from alliage.search.analysis import Question

# Letter groups re-order what words found, where few enough documents remain for it to be cheap.
GRAM_WEIGHT = 0.5
LOW_RECALL = 2000


def least_clauses(question: Question) -> int:
    """How many notions a document must answer: one of two, a third of a long sentence."""
    subjects = sum(clause.weight >= 1 for clause in question.clauses if clause.label)
    return max(1, math.ceil(subjects / 3))
