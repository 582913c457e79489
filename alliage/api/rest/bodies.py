"""Bodies: strict JSON, and no text that the database could not keep."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """Read JSON as RFC 8259 writes it: Python would take `NaN` and PostgreSQL refuse a NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read a body, or raise: the framework answers that it is unreadable."""
        data = json.loads(request.body, parse_constant=_refuse)
        if b"\\u0000" in request.body and _has_nul(data):
            raise ValueError("NUL")
        return data


def _refuse(name: str) -> None:
    raise ValueError(name)


def _has_nul(data: Any) -> bool:
    if isinstance(data, dict):
        return any(_has_nul(part) for pair in data.items() for part in pair)
    if isinstance(data, list):
        return any(_has_nul(part) for part in data)
    return isinstance(data, str) and "\0" in data
