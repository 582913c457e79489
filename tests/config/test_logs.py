"""What the log keeps, and bodies that HTTP does not want."""

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.urls.converters import StringConverter
from django.utils import translation

from alliage.config.logs import WithoutReaderFaults, WithoutSecrets
from tests.access import addresses


@pytest.mark.parametrize(("status", "is_kept"), [(400, False), (404, False), (500, True)])
def test_only_our_own_faults_leave_a_traceback(status: int, is_kept: bool) -> None:
    record = logging.makeLogRecord({"status_code": status, "exc_info": (ValueError, None, None)})
    assert WithoutReaderFaults().filter(record)
    assert (record.exc_info is not None) is is_kept


def keyed() -> list[tuple[str, str]]:
    """Name the addresses that carry a key, and what they call it; programs carry it in a header."""
    return [
        (name, word)
        for name, pattern in addresses()
        for word, converter in pattern.pattern.converters.items()
        if word in ("token", "key") and type(converter) is StringConverter
        if not name.startswith("rest:")
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_key_of_an_address_is_logged(language: str) -> None:
    assert len(keyed()) >= 6
    for name, word in keyed():
        with translation.override(language):
            path = reverse(name, kwargs={word: "WzE:1x:clef-secrète"})
        record = logging.makeLogRecord({"msg": "Gone: %s", "args": (path,)})
        assert WithoutSecrets().filter(record)
        assert "WzE" not in record.getMessage(), name
        assert record.getMessage().endswith("…/")


def test_a_line_without_status_is_left_alone() -> None:
    record = logging.makeLogRecord({"exc_info": (ValueError, None, None)})
    assert WithoutReaderFaults().filter(record)
    assert record.exc_info is not None


@pytest.mark.django_db
def test_head_has_the_headers_of_get_and_no_body(client: Client) -> None:
    whole, head = client.get("/accessibilite/"), client.head("/accessibilite/")
    assert whole.content
    assert head.content == b""
    assert head["Content-Type"] == whole["Content-Type"]
    assert head["Content-Security-Policy"] == whole["Content-Security-Policy"]
