"""What the page about the interface tells: its operations, as its description has them."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from alliage.api.models import Scope
from alliage.web.tables import Column, Table

from .application import PREFIX, description
from .problems import KINDS


def explained() -> dict[str, Any]:
    """Give what the page shows."""
    return {
        "root": settings.SITE_URL + PREFIX,
        "operations": list(_operations()),
        "problems": KINDS.values(),
        "limit": settings.API_LIMIT,
        "limit_token": settings.API_LIMIT_TOKEN,
        "limit_write": settings.API_LIMIT_WRITE,
        "scopes": [scope.sentence for scope in Scope],
    }


def _operations() -> Iterator[dict[str, Any]]:
    for route, methods in description()["paths"].items():
        for method, operation in methods.items():
            scope = operation.get("x-audience")
            yield {
                "method": method.upper(),
                "path": route,
                "summary": operation.get("description", ""),
                "scope": Scope(scope).label if scope else "",
                "tables": [(label, table) for label, table in _tables(route, operation) if table],
            }


def _tables(route: str, operation: dict[str, Any]) -> Iterator[tuple[str, Table | None]]:
    asked = [one for one in operation.get("parameters", ()) if one["in"] != "path"]
    yield _("Paramètres"), _table(_("Paramètres de %(route)s") % {"route": route}, asked)
    content = operation.get("requestBody", {}).get("content", {})
    for body in content.values():
        fields = _named(body["schema"])["properties"]
        told = [{"name": name, "schema": schema} for name, schema in fields.items()]
        yield _("Corps"), _table(_("Corps de %(route)s") % {"route": route}, told)


def _table(title: str, parameters: list[dict[str, Any]]) -> Table | None:
    columns = [Column(_("Nom")), Column(_("Valeurs")), Column(_("Sens"))]
    rows = [[one["name"], _values(one["schema"]), _sense(one)] for one in parameters]
    if not any(sense for _name, _value, sense in rows):
        columns, rows = columns[:2], [row[:2] for row in rows]
    return Table(title, columns, rows) if rows else None


def _sense(parameter: dict[str, Any]) -> str:
    return str(parameter.get("description") or parameter["schema"].get("description", ""))


def _named(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to what it names."""
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


def _values(schema: dict[str, Any]) -> str:
    """Say what a parameter accepts: the words of a list, else its kind."""
    schema = _named(schema)
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        kinds = [_values(one) for one in schema["anyOf"]]
        return ", ".join(dict.fromkeys(kind for kind in kinds if kind))
    if schema.get("type") == "array":
        return _values(schema["items"])
    if schema.get("type") == "object":
        return "{ " + ", ".join(schema["properties"]) + " }"
    kinds_known = {"integer": _("nombre entier"), "number": _("nombre"), "string": _("texte")}
    return kinds_known.get(schema.get("type", ""), "")
