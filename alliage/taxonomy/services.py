"""Loading of the shipped vocabularies: SDGs, domains, terms and glossary."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from .models import Domain, Goal, Target, Term, Vocabulary

DATA_DIR = Path(__file__).parent / "data"
GOAL_FIELDS = ["colour", "label_fr", "label_en", "title_fr", "title_en"]
TARGET_FIELDS = ["goal", "position", "label_fr", "label_en", "note_fr", "note_en"]
DOMAIN_FIELDS = ["label_fr", "label_en", "alternative_labels", "is_confirmed"]
TERM_FIELDS = [
    "label_fr",
    "label_en",
    "definition_fr",
    "definition_en",
    "source",
    "source_url",
    "is_confirmed",
    "position",
]


@dataclass(frozen=True)
class LoadReport:
    """How many shipped rows were written, and how many were left as this instance wants them."""

    goals: int
    targets: int
    domains: int
    terms: int
    kept: int


@transaction.atomic
def load_taxonomy() -> LoadReport:
    """Write the shipped vocabularies; spare rows edited here, and delete nothing."""
    goals = _load_goals()
    targets = _load_targets()
    domains, kept_domains = _load_domains()
    terms, kept_terms = _load_terms()
    return LoadReport(goals, targets, domains, terms, kept=kept_domains + kept_terms)


def read_data(name: str) -> Any:
    """Give the content of a shipped data file."""
    return yaml.safe_load((DATA_DIR / f"{name}.yaml").read_text(encoding="utf-8"))


def shipped_terms() -> list[Term]:
    """Give every shipped term, unsaved, with its source written out."""
    sources = read_data("sources")
    vocabularies = {**read_data("vocabularies"), Vocabulary.GLOSSARY.value: read_data("glossary")}
    return [
        Term(
            vocabulary=vocabulary,
            code=row["code"],
            label_fr=row["fr"],
            label_en=row["en"],
            definition_fr=row["definition_fr"],
            definition_en=row["definition_en"],
            source=sources[row["source"]]["title"],
            source_url=sources[row["source"]]["url"],
            is_confirmed=row["confirmed"],
            position=position,
        )
        for vocabulary, rows in vocabularies.items()
        for position, row in enumerate(rows, start=1)
    ]


def _load_goals() -> int:
    rows = [Goal(**row) for row in read_data("goals")]
    Goal.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["number"], update_fields=GOAL_FIELDS
    )
    return len(rows)


def _load_targets() -> int:
    rows = [
        Target(
            code=row["code"],
            goal_id=int(row["code"].split(".")[0]),
            position=position,
            label_fr=row["fr"],
            label_en=row["en"],
            note_fr=row.get("note_fr", ""),
            note_en=row.get("note_en", ""),
        )
        for position, row in enumerate(read_data("targets"), start=1)
    ]
    Target.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=TARGET_FIELDS
    )
    return len(rows)


def _load_domains() -> tuple[int, int]:
    local = set(Domain.objects.filter(is_local=True).values_list("slug", flat=True))
    shipped = read_data("domains")
    rows = [row for row in shipped if row["slug"] not in local]
    Domain.objects.bulk_create(
        [
            Domain(
                slug=row["slug"],
                label_fr=row["fr"],
                label_en=row["en"],
                alternative_labels=row["other"],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=DOMAIN_FIELDS,
    )
    ids = dict(Domain.objects.values_list("slug", "pk"))
    link = Domain.goals.through
    link.objects.filter(domain__in=[ids[row["slug"]] for row in rows]).delete()
    link.objects.bulk_create(
        link(domain_id=ids[row["slug"]], goal_id=number) for row in rows for number in row["sdgs"]
    )
    return len(rows), len(shipped) - len(rows)


def _load_terms() -> tuple[int, int]:
    local = set(Term.objects.filter(is_local=True).values_list("vocabulary", "code"))
    shipped = shipped_terms()
    rows = [term for term in shipped if (term.vocabulary, term.code) not in local]
    Term.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["vocabulary", "code"],
        update_fields=TERM_FIELDS,
    )
    return len(rows), len(shipped) - len(rows)
