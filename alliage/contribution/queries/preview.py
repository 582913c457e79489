"""What a draft says, laid out to be read again before it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alliage.capitalisation.models import ImpactKind, PartnershipType, Stage
from alliage.contribution.models import Draft
from alliage.network.models import ActorKind

from .labels import TEXTS
from .steps import STEPS, StepSpec, step_url


@dataclass(frozen=True)
class PreviewPart:
    """One step as it will be read: pairs of a heading and lines."""

    title: str
    url: str
    lines: list[tuple[str, list[str]]]


def preview(draft: Draft) -> list[PreviewPart]:
    """Lay out every step of a draft, empty ones included."""
    return [
        PreviewPart(str(step.title), step_url(draft, step.key), _lines(step, draft.content))
        for step in STEPS
    ]


def _lines(step: StepSpec, content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    told = {
        "histoire": _story,
        "partenaires": _partners,
        "chiffres": _figures,
        "sujet": _subject,
        "territoire": _place,
    }[step.key](content)
    return [(label, lines) for label, lines in told if lines]


def _story(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return [(str(label), _said(content.get(name))) for name, label in TEXTS.items()]


def _said(value: Any) -> list[str]:
    return [str(value)] if value not in (None, "") else []


def _items(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _partners(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    kinds = dict(ActorKind.choices)
    return [
        (
            str(row.get("name") or ""),
            [
                str(part)
                for part in (kinds.get(row.get("kind")), row.get("role"), row.get("contribution"))
                if part
            ],
        )
        for row in _items(content.get("partners"))
    ]


def _figures(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    rows = [
        (
            str(row.get("label_fr") or ""),
            [" ".join(str(row[name]) for name in ("value", "unit", "year") if row.get(name))],
        )
        for row in _items(content.get("figures"))
    ]
    names = ("source_title", "source_publisher", "source_url", "accessed")
    source = [str(content[name]) for name in names if content.get(name)]
    return [*rows, (_("Source"), source)]


def _subject(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    types, stages = dict(PartnershipType.choices), dict(Stage.choices)
    impacts = dict(ImpactKind.choices)
    years = [str(content[name]) for name in ("start_year", "end_year") if content.get(name)]
    return [
        (
            _("Types de partenariat"),
            [str(types.get(one, one)) for one in _items(content.get("partnership_type"))],
        ),
        (_("Stade"), _said(stages.get(content.get("stage") or "", content.get("stage")))),
        (_("Période"), [" – ".join(years)] if years else []),
        (_("ODD"), [str(number) for number in _items(content.get("sdgs"))]),
        (_("Domaines"), [str(word) for word in _items(content.get("domains"))]),
        (_("Impacts"), [str(impacts.get(one, one)) for one in _items(content.get("impacts"))]),
    ]


def _place(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    place = content.get("territory") or {}
    if not place.get("name"):
        return []
    more = [place.get("department_code"), place.get("region_name")]
    others = [str(part) for part in more if part and part != place["name"]]
    return [(str(place["name"]), [", ".join(others)] if others else [_("France")])]
