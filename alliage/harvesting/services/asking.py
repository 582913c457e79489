"""How this instance asks: under its name, within its limits."""

from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version
from urllib.parse import quote, urlencode

from django.conf import settings

from alliage.harvesting.reading import Identity, Limits, fetch, read_identity

# Somebody waits in front of a page.
PATIENCE_S = 8.0


def limits() -> Limits:
    """Read the limits that the settings give to one page."""
    return Limits(
        most_bytes=settings.HARVEST_MAX_MB * 1_000_000,
        seconds=settings.HARVEST_TIMEOUT_S,
        agent=f"Alliage/{version('alliage')} (+{settings.SITE_URL})",
        private_hosts=frozenset(settings.HARVEST_PRIVATE_HOSTS),
    )


def address(base_url: str, words: Mapping[str, str]) -> str:
    """Write a request of the protocol; the address of a repository may have a query already."""
    joint = "&" if "?" in base_url else "?"
    return f"{base_url}{joint}{urlencode(words, quote_via=quote)}"


def presented(base_url: str) -> Identity:
    """Ask a repository who it is.

    Raises:
        SourceError: It cannot be asked, or does not answer as a repository.
    """
    brief = replace(limits(), seconds=PATIENCE_S, connect_seconds=PATIENCE_S)
    return read_identity(fetch(address(base_url, {"verb": "Identify"}), brief))
