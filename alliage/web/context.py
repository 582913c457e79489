"""What every template may read about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the public address of the site and whether its content is a demonstration."""
    return {"site_url": settings.SITE_URL, "is_demo": settings.IS_DEMO}
