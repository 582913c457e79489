"""The page that explains the interface."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alliage.web.tables import Column, Table


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Explain the interface, with its operations as its description has them."""
    # The interface loads with its first request, and so does this page about it.
    from alliage.api.rest.application import PREFIX, description  # noqa: PLC0415
    from alliage.api.rest.problems import KINDS  # noqa: PLC0415

    context = {
        "root": settings.SITE_URL + PREFIX,
        "operations": list(_operations(description())),
        "problems": KINDS.values(),
        "limit": settings.API_LIMIT,
        "limit_token": settings.API_LIMIT_TOKEN,
    }
    return render(request, "api/documentation.html", context)


def _operations(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for route, methods in described["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", ())
            asked = [one for one in parameters if one["in"] == "query"]
            yield {
                "method": method.upper(),
                "path": route,
                "summary": operation.get("description", ""),
                "parameters": _table(described, route, asked) if asked else None,
            }


def _table(described: dict[str, Any], route: str, parameters: list[dict[str, Any]]) -> Table:
    columns = [Column(_("Paramètre")), Column(_("Valeurs")), Column(_("Sens"))]
    rows = [[one["name"], _values(described, one["schema"]), _sense(one)] for one in parameters]
    return Table(_("Paramètres de %(route)s") % {"route": route}, columns, rows)


def _sense(parameter: dict[str, Any]) -> str:
    return str(parameter.get("description") or parameter["schema"].get("description", ""))


def _values(described: dict[str, Any], schema: dict[str, Any]) -> str:
    """Say what a parameter accepts: the words of a list, else its kind."""
    if "$ref" in schema:
        named = described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return ", ".join(map(str, named.get("enum", ())))
    if schema.get("type") == "array":
        return _values(described, schema["items"])
    return {"integer": _("nombre entier"), "string": _("texte")}.get(schema.get("type", ""), "")
