"""Write resource centres: their chronology, and their kit on four axes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alliage.calc.tabular import UnreadableFile, read_records
from alliage.capitalisation.interchange.cleaning import Cleaner, Problem, unreadable_reason
from alliage.capitalisation.models import (
    Alliance,
    CentreMilestone,
    KitAxis,
    KitItem,
    Resource,
    ResourceCentre,
)

from .imports import ImportReport


def import_centres(path: Path, *, is_dry_run: bool = False) -> ImportReport:
    """Check every centre of a JSON Lines file, then write them all in one transaction, or none."""
    report = ImportReport()
    pieces = {
        "resource": dict(Resource.objects.values_list("slug", "pk")),
        "alliance": dict(Alliance.objects.values_list("slug", "pk")),
    }
    rows: list[Mapping[str, Any]] = []
    try:
        for raw in read_records(path, ["slug", "title"]):
            report.read += 1
            cleaner = Cleaner(raw.line, raw.data or {})
            if raw.problem is not None:
                cleaner.unreadable(raw.problem)
            else:
                rows.append(_clean(cleaner, pieces))
                _refuse_repeated(cleaner, rows)
            report.problems += cleaner.problems
    except UnreadableFile as error:
        report.problems.append(Problem(report.read + 1, "", unreadable_reason(str(error))))
    if not report.problems and not is_dry_run:
        with transaction.atomic():
            for position, row in enumerate(rows, start=1):
                _write(row, position, report)
        report.is_written = True
    return report


def _clean(cleaner: Cleaner, pieces: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    raw = cleaner.raw
    return {
        "slug": cleaner.slug(raw.get("slug"), fallback=""),
        "title": cleaner.text(raw.get("title"), "title", limit=200, is_required=True),
        "summary": cleaner.text(raw.get("summary_fr"), "summary_fr"),
        "url": cleaner.url(raw.get("url"), "url"),
        "source": cleaner.text(raw.get("source"), "source", limit=255),
        "is_confirmed": raw.get("is_confirmed") is True,
        "milestones": [
            _clean_milestone(cleaner, item, f"milestones.{number}")
            for number, item in enumerate(
                cleaner.mappings(raw.get("milestones"), "milestones"), start=1
            )
        ],
        "kit": [
            _clean_piece(cleaner, item, f"kit.{number}", pieces)
            for number, item in enumerate(cleaner.mappings(raw.get("kit"), "kit"), start=1)
        ],
    }


def _refuse_repeated(cleaner: Cleaner, rows: list[Mapping[str, Any]]) -> None:
    """Refuse a centre seen before, or without identifier, and a piece twice in one kit."""
    *before, row = rows
    if not cleaner.raw.get("slug"):
        cleaner.refuse("slug", _("manque."))
    elif any(row["slug"] == other["slug"] for other in before):
        cleaner.refuse("slug", _("figure déjà dans ce fichier."), row["slug"])
    seen: set[tuple[str, int]] = set()
    for number, piece in enumerate(row["kit"], start=1):
        for kind in ("resource", "alliance"):
            key = piece.get(f"{kind}_id")
            if key and (kind, key) in seen:
                cleaner.refuse(f"kit.{number}.{kind}", _("figure déjà dans ce kit."))
            seen.add((kind, key or 0))


def _clean_milestone(cleaner: Cleaner, raw: Mapping[str, Any], at: str) -> dict[str, Any]:
    if raw.get("year") in (None, ""):
        cleaner.refuse(f"{at}.year", _("manque."))
    return {
        "year": cleaner.year(raw.get("year"), f"{at}.year"),
        "text": cleaner.text(raw.get("text_fr"), f"{at}.text_fr", limit=400, is_required=True),
        "source_url": cleaner.url(raw.get("source_url"), f"{at}.source_url"),
    }


def _clean_piece(
    cleaner: Cleaner,
    raw: Mapping[str, Any],
    at: str,
    pieces: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    kind = "alliance" if raw.get("alliance") else "resource"
    slug = cleaner.text(raw.get(kind), f"{at}.{kind}", is_required=True)
    if slug and slug not in pieces[kind]:
        cleaner.refuse(f"{at}.{kind}", _("n’existe pas dans la base."), slug)
    return {
        "axis": cleaner.choice(raw.get("axis"), f"{at}.axis", KitAxis.values),
        f"{kind}_id": pieces[kind].get(slug),
        "comment": cleaner.text(raw.get("comment_fr"), f"{at}.comment_fr", limit=300),
    }


def _write(row: Mapping[str, Any], position: int, report: ImportReport) -> None:
    fields = {k: v for k, v in row.items() if k not in {"slug", "milestones", "kit"}}
    centre, is_new = ResourceCentre.objects.update_or_create(
        slug=row["slug"], defaults={**fields, "position": position}
    )
    before = _parts(centre)
    centre.milestones.all().delete()
    centre.kit_items.all().delete()
    CentreMilestone.objects.bulk_create(
        CentreMilestone(centre=centre, **item) for item in row["milestones"]
    )
    KitItem.objects.bulk_create(
        KitItem(centre=centre, position=number, **item)
        for number, item in enumerate(row["kit"], start=1)
    )
    if is_new:
        report.tally.created.append(centre.slug)
    elif before != _parts(centre):
        report.tally.updated.append(centre.slug)
    else:
        report.tally.unchanged += 1


def _parts(centre: ResourceCentre) -> str:
    milestones = list(centre.milestones.values_list("year", "text", "source_url"))
    kit = list(centre.kit_items.values_list("axis", "resource_id", "alliance_id", "comment"))
    return json.dumps([milestones, kit])
