"""From which version one writes: `If-Match`, and the tags that it holds."""

import re

from django.http import HttpRequest

from .problems import ProblemError

# Compression weakens the tags that it sends: « W/ » is that of the proxy, not of another version.
TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"')
VERSION = re.compile(r"^v([0-9]{1,9})-")


def required_tag(request: HttpRequest) -> str:
    """Give what the writer read, without its quotes; « * » when they say that anything will do."""
    given = request.headers.get("If-Match")
    if given is None:
        raise ProblemError("version-absente")
    if given.strip() == "*":
        return "*"
    found = TAG.fullmatch(given.strip())
    if found is None:
        raise ProblemError("demande-illisible")
    return found[1]


def check_match(request: HttpRequest, current: str) -> None:
    """Refuse a change that names another version; one that names none goes on."""
    if "If-Match" in request.headers and required_tag(request) not in ("*", current.strip('"')):
        raise ProblemError("version-depassee", headers={"ETag": current})


def version_of(tag: str, current: int) -> int:
    """Give the number of the version that a tag names; what names none is older than all."""
    if tag == "*":
        return current
    found = VERSION.match(tag)
    return int(found[1]) if found else 0
