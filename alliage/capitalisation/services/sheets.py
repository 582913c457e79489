"""One sheet at a time: checked and written by the very rules of the files."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.capitalisation.interchange.cleaning import Cleaner, Problem
from alliage.capitalisation.interchange.records import clean_alliance
from alliage.capitalisation.models import Alliance, EditorialState, Figure
from alliage.network.models import Organisation
from alliage.search.services import reindex

from .alliances import AllianceWriter, _reindex
from .imports import one_at_a_time

Content = Mapping[str, Any]


class SheetRefusedError(Exception):
    """A sheet cannot be written as it is; `problems` says what to mend, field by field."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(_("Cette fiche a encore des réponses à revoir."))


def sheet_problems(content: Content) -> list[Problem]:
    """Tell what prevents a sheet from being published; the places are looked up when it is."""
    cleaner = Cleaner(1, content)
    clean_alliance(cleaner)
    return cleaner.problems


def free_slug(title: str) -> str:
    """Make the identifier of a new sheet from its title."""
    base = slugify(title.replace("’", " ").replace("'", " "))[:100].strip("-") or "alliance"
    taken = set(Alliance.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def write_sheet(
    content: Content, *, slug: str = "", checked_by: Organisation | None = None
) -> Alliance:
    """Write a sheet whole and publish it, checked today, or raise SheetRefusedError.

    Without an identifier the sheet is new, and takes one that is free while other writers wait.
    The exchange layout has one source: a figure left as it was keeps the one it had beside it.
    `checked_by` is the organisation in whose name the sheet was told, if it is known.
    """
    one_at_a_time()
    slug = slug or free_slug(str(content.get("title") or ""))
    writer = AllianceWriter()
    cleaner = Cleaner(1, {**content, "slug": slug})
    sheet = writer.clean(cleaner)
    if cleaner.problems:
        raise SheetRefusedError(cleaner.problems)
    sources = {_said(f): f.source_id for f in Figure.objects.filter(alliance__slug=slug)}
    writer.write([sheet])
    alliance = Alliance.objects.select_for_update(of=("self",)).get(slug=slug)
    _keep_sources(alliance, sources)
    alliance.editorial_state = EditorialState.PUBLISHED
    alliance.last_checked_on, alliance.last_checked_by = timezone.localdate(), checked_by
    alliance.save(
        update_fields=["editorial_state", "last_checked_on", "last_checked_by", "updated_at"]
    )
    transaction.on_commit(lambda: _reindex([slug]))
    return alliance


def _said(figure: Figure) -> tuple[object, ...]:
    return (figure.label, figure.value, figure.unit, figure.year)


def _keep_sources(alliance: Alliance, sources: Mapping[tuple[object, ...], int]) -> None:
    still = set(alliance.sources.values_list("pk", flat=True))
    figures = list(alliance.figures.all())
    for figure in figures:
        source = sources.get(_said(figure))
        if source in still:
            figure.source_id = source
    Figure.objects.bulk_update(figures, ["source"])


@transaction.atomic
def archive_sheet(alliance: Alliance) -> Alliance:
    """Take a sheet away from readers; its identifier stays and says so."""
    alliance.editorial_state = EditorialState.ARCHIVED
    alliance.save(update_fields=["editorial_state", "updated_at"])
    transaction.on_commit(lambda: _reindex([alliance.slug]))
    return alliance


@transaction.atomic
def mark_checked(alliance: Alliance, *, by: Organisation | None = None) -> Alliance:
    """Remember that a sheet was found exact today, by an organisation if it is known.

    What it says has not changed: neither has the date of its last change.
    """
    alliance.last_checked_on, alliance.last_checked_by = timezone.localdate(), by
    alliance.save(update_fields=["last_checked_on", "last_checked_by"])
    transaction.on_commit(lambda: reindex("alliance", [alliance.slug]))
    return alliance
