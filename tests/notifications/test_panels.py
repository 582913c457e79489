"""The page of one's account leads to what one was told."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from alliage.accounts.models import User
from alliage.web.panels import panels_for
from tests.notifications.test_telling import tell

pytestmark = pytest.mark.django_db


def shown(person: User) -> str:
    request = RequestFactory().get("/")
    built = panels_for("account", request, person)
    own = [p for p in built if p.template.startswith(("notifications/", "tasks/"))]
    return "".join(render_to_string(panel.template, dict(panel.context)) for panel in own)


def test_a_person_sees_how_much_is_unread(person: User) -> None:
    assert "Voir mes notifications" in shown(person)
    tell(person, event="a")
    tell(person, event="b")
    html = shown(person)
    assert "2 non lues" in html
    assert "/e-mails/" not in html
    assert "/taches/" not in html


def test_an_administrator_is_led_to_mails_and_background_work(administrator_user: User) -> None:
    html = shown(administrator_user)
    assert "/e-mails/" in html
    assert "/taches/" in html
