"""Bodies: strict JSON in, without texts that the database could not keep; the same JSON out."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic_core import to_json


class StrictParser(Parser):
    """Read JSON as RFC 8259 writes it: Python would take `NaN` and PostgreSQL refuse a NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read a body, or raise: the framework answers that it is unreadable."""
        data = json.loads(request.body, parse_constant=_refuse)
        if b"\\u0000" in request.body and _has_nul(data):
            raise ValueError("NUL")
        return data


class Renderer(BaseRenderer):
    """Write JSON: accents as they are, moments in full."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Write a body; what waits for its language is written in that of the reader."""
        return to_json(data, fallback=str)


def _refuse(name: str) -> None:
    raise ValueError(name)


def _has_nul(data: Any) -> bool:
    if isinstance(data, dict):
        return any(_has_nul(part) for pair in data.items() for part in pair)
    if isinstance(data, list):
        return any(_has_nul(part) for part in data)
    return isinstance(data, str) and "\0" in data
