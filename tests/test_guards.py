"""The guards of the suite can fail: each is shown a fault."""

import socket
import warnings
from pathlib import Path

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from alliage.accounts.models import User
from tests.guards import OutsideWorldError, ReadWroteError, attempts, is_local, is_write
from tests.undefined import UndefinedVariableError, undefined


def write(request: HttpRequest) -> HttpResponse:
    User.objects.create_user(f"{request.method}@exemple.fr")
    return HttpResponse("fait")


urlpatterns = [path("ecrire/", write)]


# --- Undefined variables ---------------------------------------------------------------------
def rendered(folder: Path, source: str, **context: object) -> str:
    (folder / "page.html").write_text(source)
    engine = Engine(
        dirs=[str(folder)],
        string_if_invalid=undefined(str(folder)),
        libraries={"i18n": "django.templatetags.i18n"},
    )
    return engine.get_template("page.html").render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ known.missing }}",
        "{{ missing|upper }}",
        "{% autoescape off %}{{ missing }}{% endautoescape %}",
        "{% with x=missing %}{{ x }}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}A {{ missing }}{% endblocktranslate %}",
    ],
)
def test_printing_an_undefined_variable_fails(tmp_path: Path, source: str) -> None:
    with pytest.raises(UndefinedVariableError, match="line 1"):
        rendered(tmp_path, source, known="x")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if missing %}oui{% else %}non{% endif %}", "non"),
        ("{{ missing|default:'rien' }}", "rien"),
        ("{% for x in missing %}{{ x }}{% empty %}vide{% endfor %}", "vide"),
        ("{% firstof missing 'repli' %}", "repli"),
        ("{{ known }}", "x"),
    ],
)
def test_asking_whether_a_variable_is_defined_is_fine(
    tmp_path: Path, source: str, expected: str
) -> None:
    assert rendered(tmp_path, source, known="x") == expected


def test_templates_that_are_not_ours_keep_django_s_silence(tmp_path: Path) -> None:
    (tmp_path / "admin.html").write_text("[{{ missing }}]")
    engine = Engine(dirs=[str(tmp_path)], string_if_invalid=undefined("/elsewhere"))
    assert engine.get_template("admin.html").render(Context()) == "[]"


def test_the_suite_renders_with_the_placeholder() -> None:
    assert isinstance(Engine.get_default().string_if_invalid, type(undefined()))


# --- Reading never writes --------------------------------------------------------------------
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@override_settings(ROOT_URLCONF="tests.test_guards")
def test_a_reading_request_that_writes_fails(db: None, method: str) -> None:
    with pytest.raises(ReadWroteError, match="INSERT INTO"):
        Client().generic(method, "/ecrire/")


@override_settings(ROOT_URLCONF="tests.test_guards")
def test_a_post_may_write(db: None) -> None:
    assert Client().post("/ecrire/").content == b"fait"
    assert User.objects.count() == 1


@override_settings(ROOT_URLCONF="tests.test_guards")
def test_the_visitor_s_posts_are_checked_for_csrf(db: None, visitor: Client) -> None:
    assert visitor.post("/ecrire/").status_code == 403


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('INSERT INTO "a" VALUES (1)', True),
        ("  update a set b = 1", True),
        ("WITH x AS (DELETE FROM a RETURNING 1) SELECT * FROM x", True),
        ('WITH x AS (SELECT 1) SELECT "deleted" FROM x', False),
        ('SELECT "update" FROM a', False),
        ("SAVEPOINT s1", False),
        ('UPDATE "django_session" SET "session_data" = 1', False),
    ],
)
def test_writes_are_recognised(sql: str, expected: bool) -> None:
    assert is_write(sql) is expected


def test_the_test_itself_may_write(db: None) -> None:
    User.objects.create_user("quelquun@exemple.fr")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


# --- Network ---------------------------------------------------------------------------------
def test_reaching_another_machine_fails() -> None:
    with socket.socket() as outside, pytest.raises(OutsideWorldError):
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(OutsideWorldError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert attempts == [("192.0.2.1", 80)] * 2
    attempts.clear()


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
    assert is_local(("::1", 80, 0, 0))
    assert is_local("/run/postgresql/.s.PGSQL.5432")
    assert not is_local(("example.org", 80))


# --- Warnings --------------------------------------------------------------------------------
def test_warnings_are_errors() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_paginating_an_unordered_queryset_fails(db: None) -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(User.objects.all(), 10)
