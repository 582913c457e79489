"""What a page hands to the script of passkeys."""

import json
from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def passkey_options(data: Mapping[str, Any]) -> str:
    """Write the options that the browser needs, as JSON for an attribute."""
    options = data.get("creation_options") or data.get("request_options") or {}
    return json.dumps(options)
