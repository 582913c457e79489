"""Panels: parts that a higher context adds to a page of a lower one.

A context registers in its `AppConfig.ready()`: `register("territory", alliances_of_territory)`.
The view of the page gives `panels_for("territory", request, territory)` to its template, which
draws them with `{% panels panels %}`. The lower context never learns who fills its page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """One part of a page: what to draw, with what, and where (small numbers first)."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 100


Builder = Callable[[HttpRequest, Any], Panel | None]
_builders: dict[str, list[Builder]] = {}


def register(page: str, builder: Builder) -> None:
    """Add a builder to a page; registering it again changes nothing."""
    builders = _builders.setdefault(page, [])
    if builder not in builders:
        builders.append(builder)


def panels_for(page: str, request: HttpRequest, subject: Any = None) -> list[Panel]:
    """Build the panels of a page about a subject, in order; a builder may have nothing to say."""
    built = (builder(request, subject) for builder in _builders.get(page, ()))
    return sorted((panel for panel in built if panel is not None), key=lambda panel: panel.order)
