"""What the log keeps, and bodies that HTTP does not want."""

import logging

import pytest
from django.test import Client

from alliage.config.logs import WithoutReaderFaults


@pytest.mark.parametrize(("status", "is_kept"), [(400, False), (404, False), (500, True)])
def test_only_our_own_faults_leave_a_traceback(status: int, is_kept: bool) -> None:
    record = logging.makeLogRecord({"status_code": status, "exc_info": (ValueError, None, None)})
    assert WithoutReaderFaults().filter(record)
    assert (record.exc_info is not None) is is_kept


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
