"""Pages of the vocabularies: the glossary and the Sustainable Development Goals."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliage.web.panels import panels_for

from . import queries
from .models import Goal


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Define the words of the field, in alphabetical order."""
    letters = queries.glossary()
    context = {"letters": letters, "linked_data": glossary_linked_data(letters)}
    return render(request, "taxonomy/glossary.html", context)


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """List the 17 goals."""
    found = queries.goals()
    context = {"goals": found, "panels": panels_for("goals", request, found)}
    return render(request, "taxonomy/goals.html", context)


@require_safe
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """Show a goal, its targets, and what other contexts say about it."""
    found = get_object_or_404(Goal.objects.prefetch_related("targets", "domains"), number=number)
    context = {
        "goal": found,
        "domains": queries.domains_of(found),
        "neighbours": queries.neighbours(number),
        "panels": panels_for("goal", request, found),
        "linked_data": goal_linked_data(found),
    }
    return render(request, "taxonomy/goal.html", context)


def goal_linked_data(goal: Goal) -> dict[str, Any]:
    """Describe a goal for machines; the United Nations name it by an address of their own."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": settings.SITE_URL + goal.get_absolute_url(),
        "termCode": str(goal.number),
        "name": goal.label,
        "description": goal.title,
        "sameAs": f"http://metadata.un.org/sdg/{goal.number}",
    }


def glossary_linked_data(letters: Iterable[queries.Letter]) -> dict[str, Any]:
    """Describe the glossary for machines (schema.org DefinedTermSet)."""
    page = settings.SITE_URL + reverse("taxonomy:glossary")
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": page,
        "name": _("Glossaire des alliances"),
        "license": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{page}#{term.code}",
                "name": term.label,
                "description": term.definition,
                "inDefinedTermSet": page,
            }
            for letter in letters
            for term in letter.terms
        ],
    }
