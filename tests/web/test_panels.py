"""Panels: a higher context adds to a page of a lower one, which never learns who did."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory

from alliage.web import panels
from alliage.web.panels import Panel

PAGE = "page d’essai"


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_builders", {})


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/")


def tag(label: str, order: int = 100) -> Panel:
    return Panel("web/components/tag.html", {"label": label, "href": ""}, order)


def test_panels_come_in_order_whoever_registered_first(request_: HttpRequest) -> None:
    panels.register(PAGE, lambda request, subject: tag("après", 20))
    panels.register(PAGE, lambda request, subject: tag("avant", 10))
    labels = [panel.context["label"] for panel in panels.panels_for(PAGE, request_)]
    assert labels == ["avant", "après"]


def test_registering_twice_shows_once(request_: HttpRequest) -> None:
    def builder(request: HttpRequest, subject: Any) -> Panel:
        return tag("seul")

    panels.register(PAGE, builder)
    panels.register(PAGE, builder)
    assert len(panels.panels_for(PAGE, request_)) == 1


def test_a_builder_may_have_nothing_to_say_about_a_subject(request_: HttpRequest) -> None:
    panels.register(PAGE, lambda request, subject: tag(subject) if subject else None)
    assert panels.panels_for(PAGE, request_, "") == []
    assert panels.panels_for(PAGE, request_, "la Creuse")[0].context["label"] == "la Creuse"


def test_a_page_that_nobody_fills_has_no_panel(request_: HttpRequest) -> None:
    assert panels.panels_for("autre", request_) == []


def test_the_tag_draws_each_with_its_own_context(request_: HttpRequest) -> None:
    template = Template("{% load alliage_web %}{% panels panels %}{{ label }}")
    built = [tag("un"), tag("<deux>")]
    page = template.render(Context({"panels": built, "label": "dehors", "request": request_}))
    assert page.count('class="tag"') == 2
    assert "&lt;deux&gt;" in page
    assert page.endswith("dehors")
