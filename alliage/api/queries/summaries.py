"""Alliances as a list tells them: four queries for a page, whatever its length.

The related rows are read as values, and the three vocabularies in one query: building an object
for each of them would cost more than all the rest of the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from alliage.capitalisation.models import (
    Alliance,
    AlliancePartnershipType,
    AlliancePlace,
    Participation,
)

from .rows import links

FIELDS = (
    "slug", "title", "summary", "stage", "start_year", "end_year", "licence", "updated_at",
)  # fmt: skip


def told(alliances: QuerySet[Alliance]) -> QuerySet[Alliance]:
    """Read the columns that a list shows, without the long texts."""
    return alliances.only(*FIELDS)


def alliance_summaries(alliances: Sequence[Alliance]) -> list[dict[str, Any]]:
    """Tell the alliances of a page."""
    keys = [alliance.pk for alliance in alliances]
    partners, places, words = _partners(keys), _places(keys), _words(keys)
    return [
        {
            "slug": row.slug,
            "title": row.title,
            "summary": row.summary or None,
            "types": words[row.pk, "types"],
            "stage": row.stage,
            "start_year": row.start_year,
            "end_year": row.end_year,
            "partners": partners[row.pk],
            "places": places[row.pk],
            "domains": words[row.pk, "domains"],
            "goals": [int(word) for word in words[row.pk, "goals"]],
            "licence": row.licence,
            "updated_at": row.updated_at,
            "links": links(f"alliances/{row.slug}", row.get_absolute_url()),
        }
        for row in alliances
    ]


def _partners(keys: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Participation.objects.filter(alliance__in=keys).order_by("position", "pk")
    for key, name, kind in rows.values_list("alliance_id", "stated_name", "kind"):
        found[key].append({"name": name, "kind": kind})
    return found


def _places(keys: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = AlliancePlace.objects.filter(alliance__in=keys).order_by("pk")
    seen = ("level", "code", "name", "department__code", "department__level")
    columns = [f"territory__{name}" for name in seen]
    for place in rows.select_related("territory__department").only(
        "alliance_id", "stated_name", *columns
    ):
        found[place.alliance_id].append({"ref": place.territory.ref, "label": place.label})
    return found


def _words(keys: Iterable[int]) -> dict[tuple[int, str], list[str]]:
    """Read types in the order they were given, domains by name, goals by number."""
    types = AlliancePartnershipType.objects.filter(alliance__in=keys)
    domains = Alliance.domains.through.objects.filter(alliance__in=keys)
    goals = Alliance.goals.through.objects.filter(alliance__in=keys)
    rows = _named(types, "types", F("pk"), F("type")).union(
        _named(domains, "domains", Value(0), F("domain__slug")),
        _named(goals, "goals", F("goal__number"), F("goal__number")),
        all=True,
    )
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key, what, _rank, word in rows.order_by("rank", "word"):
        found[key, what].append(word)
    return found


def _named(rows: QuerySet[Any], what: str, rank: Any, word: Any) -> QuerySet[Any]:
    named: QuerySet[Any] = rows.order_by().annotate(
        what=Value(what, output_field=CharField()),
        rank=Cast(rank, BigIntegerField()),
        word=Cast(word, CharField()),
    )
    values: QuerySet[Any] = named.values_list("alliance_id", "what", "rank", "word")
    return values
