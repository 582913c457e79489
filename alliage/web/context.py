"""What every template may read about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .theme import theme_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the public address, the demonstration flag and the reader's theme."""
    return {
        "site_url": settings.SITE_URL,
        "is_demo": settings.IS_DEMO,
        "theme": theme_of(request),
    }
