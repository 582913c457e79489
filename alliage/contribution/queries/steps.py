"""The steps of the form: the fields of the layout that each asks, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.capitalisation.services import sheet_problems
from alliage.contribution.models import Draft

from .labels import FIELD_LABELS


@dataclass(frozen=True)
class StepSpec:
    """One step: its key in addresses, its title, the fields of the layout that it asks."""

    key: str
    title: str | Promise
    fields: tuple[str, ...]


STEPS = (
    StepSpec(
        "histoire",
        gettext_lazy("L’histoire"),
        ("title", "problem_fr", "solution_fr", "results_fr", "summary_fr"),
    ),
    StepSpec("partenaires", gettext_lazy("Les partenaires"), ("partners",)),
    StepSpec(
        "chiffres",
        gettext_lazy("Les chiffres et la source"),
        ("figures", "source_url", "source_title", "source_publisher", "accessed"),
    ),
    StepSpec(
        "sujet",
        gettext_lazy("Le sujet"),
        ("sdgs", "domains", "partnership_type", "stage", "start_year", "end_year", "impacts"),
    ),
    StepSpec("territoire", gettext_lazy("Le territoire"), ("territory",)),
)
BY_KEY = {step.key: step for step in STEPS}
REVIEW = "relire"


@dataclass(frozen=True)
class Missing:
    """Something to mend before sending: the sentence, and the step where it is mended."""

    text: str
    url: str


def step_of(field: str) -> StepSpec:
    """Find the step that asks a field of the layout, as `figures.2.value`."""
    root = field.split(".", maxsplit=1)[0]
    return next((step for step in STEPS if root in step.fields), STEPS[0])


def step_url(draft: Draft, key: str) -> str:
    """The address of a step of a draft."""
    return reverse("contribution:step", args=[draft.pk, key])


def next_url(draft: Draft, key: str) -> str:
    """Where to go after a step: the next one, then the reading of the whole."""
    keys = [step.key for step in STEPS]
    rank = keys.index(key) + 1
    return step_url(draft, keys[rank]) if rank < len(keys) else draft.get_absolute_url()


def trail(draft: Draft, current: str) -> list[dict[str, str]]:
    """Give the steps as the component `steps` draws them."""
    told = [
        {
            "label": str(step.title),
            "state": _state(draft.content, step, current),
            "url": step_url(draft, step.key),
        }
        for step in STEPS
    ]
    state = "current" if current == REVIEW else ""
    return [*told, {"label": _("Relire"), "state": state, "url": draft.get_absolute_url()}]


def _state(content: Mapping[str, Any], step: StepSpec, current: str) -> str:
    if step.key == current:
        return "current"
    return "done" if any(content.get(name) for name in step.fields) else ""


def missing(draft: Draft) -> list[Missing]:
    """Say what prevents a draft from being sent, each with its step."""
    found = {}
    for problem in sheet_problems(draft.content):
        root = problem.field.split(".")[0]
        label = str(FIELD_LABELS.get(root, step_of(root).title))
        text = f"{label[:1].upper()}{label[1:]}\u00a0: {problem.reason}"
        found[text] = Missing(text, step_url(draft, step_of(root).key))
    return list(found.values())
