"""What this context adds to the pages of a territory, a goal or an organisation."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alliage.network.models import Organisation
from alliage.search.models import Query, Results
from alliage.search.queries import search
from alliage.taxonomy.models import Goal
from alliage.territories.models import Territory
from alliage.territories.queries import covering_refs
from alliage.web.panels import Panel

from .models import Alliance
from .queries.rows import Row, alliance_rows

SHOWN = 6
TEMPLATE = "capitalisation/panels/alliances.html"


def alliances_of_territory(_request: HttpRequest, territory: Territory) -> Panel:
    """Show what happens inside a territory, then what covers it from above."""
    inside = _found(territoire=territory.ref)
    covering = search(
        Query(
            kinds=("alliance",),
            filters={"lieu": tuple(covering_refs((territory.ref,)))},
            sort="recent",
            limit=3,
        )
    )
    rows = _rows(inside, covering)
    return Panel(
        TEMPLATE,
        {
            "title": _("Les alliances d’ici"),
            "rows": rows[: len(inside.hits)],
            "covering": rows[len(inside.hits) :],
            "total": inside.total,
            "url": _list_url(territoire=territory.ref),
            "nothing": _("Aucune alliance de la base n’agit encore précisément ici."),
        },
        order=10,
    )


def alliances_of_goal(_request: HttpRequest, goal: Goal) -> Panel:
    """Show the alliances that work for a goal."""
    found = _found(odd=str(goal.number))
    return Panel(
        TEMPLATE,
        {
            "title": _("Les alliances qui y travaillent"),
            "rows": _rows(found),
            "covering": [],
            "total": found.total,
            "url": _list_url(odd=str(goal.number)),
            "nothing": _("Aucune alliance de la base ne vise encore cet objectif."),
        },
        order=10,
    )


def alliances_of_organisation(_request: HttpRequest, organisation: Organisation) -> Panel:
    """Show the alliances an organisation takes part in, and with whom."""
    found = list(
        Alliance.objects.published()
        .filter(participations__organisation=organisation)
        .for_listing()
        .distinct()
    )
    partners = (
        Organisation.objects.filter(participations__alliance__in=found)
        .exclude(pk=organisation.pk)
        .named()
        .distinct()
        .order_by("name")
    )
    context = {"rows": alliance_rows(found), "partners": list(partners)}
    return Panel("capitalisation/panels/organisation.html", context, order=10)


def _found(**filters: str) -> Results:
    chosen = {name: (value,) for name, value in filters.items()}
    return search(Query(kinds=("alliance",), filters=chosen, sort="recent", limit=SHOWN))


def _rows(*results: Results) -> list[Row]:
    slugs = [hit.slug for result in results for hit in result.hits]
    found = Alliance.objects.published().filter(slug__in=slugs).for_listing()
    by_slug = {alliance.slug: alliance for alliance in found}
    return alliance_rows(by_slug[slug] for slug in slugs if slug in by_slug)


def _list_url(**parameters: str) -> str:
    return f"{reverse('capitalisation:alliances')}?{urlencode(parameters)}"
