"""What changed between two versions of a sheet, said in the words of the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alliage.calc.differences import MISSING, Change, Conflict, Span, differences, merge
from alliage.capitalisation.models import Alliance
from alliage.contribution.models import Draft, Revision

from .content import whole_content
from .labels import label_of
from .quarrels import said


@dataclass(frozen=True)
class Line:
    """One place that says something else: word by word for texts, before and after else."""

    label: str
    what: str
    before: str
    after: str
    spans: list[Span]


def lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Line]:
    """Tell the changes from one version to the next; an empty field and an absent one are one."""
    return [_line(change) for change in differences(_filled(before), _filled(after))]


def _filled(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value not in (None, "", [])}


def _line(change: Change) -> Line:
    what = {
        "added": _("ajouté"),
        "removed": _("retiré"),
        "changed": _("modifié"),
        "moved": _("dans un autre ordre"),
    }[change.kind.value]
    return Line(
        label_of(change.path), what, _said(change.before), _said(change.after), change.spans
    )


def _said(value: Any) -> str:
    return "—" if value is MISSING else said(value)


def changes_of(revision: Revision) -> list[Line]:
    """Tell what a version changed from the one before it; the first one changes nothing."""
    earlier = Revision.objects.filter(alliance=revision.alliance, number__lt=revision.number)
    before = earlier.order_by("-number").first()
    return lines(before.content, revision.content) if before else []


def proposed(draft: Draft) -> list[Line]:
    """Tell what an amendment changes in the sheet it began from."""
    return lines(draft.base, draft.content) if draft.is_amendment else []


@dataclass(frozen=True)
class Choice:
    """A place that the draft and the live sheet both changed, each its own way."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Catching:
    """An amendment beside what its sheet says by now."""

    live: dict[str, Any]
    merged: dict[str, Any]
    conflicts: tuple[Conflict, ...]

    @property
    def choices(self) -> list[Choice]:
        """What the author must choose, place by place."""
        return [
            Choice(f"choix-{rank}", label_of(one.path), _said(one.mine), _said(one.theirs))
            for rank, one in enumerate(self.conflicts)
        ]


def is_behind(draft: Draft) -> bool:
    """Tell whether the live sheet changed since an amendment began."""
    if draft.alliance is None or not draft.is_amendment:
        return False
    return bool(whole_content(draft.alliance) != draft.base)


def catching(draft: Draft, alliance: Alliance) -> Catching:
    """Merge an amendment with what its sheet says by now."""
    live = whole_content(alliance)
    both = merge(draft.base, draft.content, live)
    return Catching(live, both.merged, both.conflicts)
