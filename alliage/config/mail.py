"""The mailer of an instance, in Django's form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OPTIONS_BY_BACKEND = {
    "smtp": {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "timeout": "EMAIL_TIMEOUT",
    },
    "filebased": {"file_path": "EMAIL_FILE_PATH"},
}


def mailer(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a parsed mail address into an entry of MAILERS.

    The parser still speaks the EMAIL_* settings, which Django 6.1 deprecates, and says nothing of
    a scheme that it does not know.
    """
    backend = parsed.get("EMAIL_BACKEND")
    if not backend:
        raise ImproperlyConfigured(
            "ALLIAGE_EMAIL_URL commence par console:, submission:// ou smtp://"
        )
    names = OPTIONS_BY_BACKEND.get(backend.split(".")[-2], {})
    options = {option: parsed[name] for option, name in names.items() if parsed[name] is not None}
    return {"BACKEND": backend, "OPTIONS": options}
