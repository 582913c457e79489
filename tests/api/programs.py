"""Programs that call the interface for somebody, with a token."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from alliage.accounts.models import User
from alliage.api.models import Scope, Token
from alliage.api.services import digest

ROOT = "/api/v1/"


class Program:
    """A program with a token of these scopes, all of them by default."""

    def __init__(self, user: User, scopes: Iterable[str] = tuple(Scope)) -> None:
        self.secret = f"alliage_{user.pk}-{Token.objects.count()}"
        now = timezone.now()
        # Made by hand: a token may have been given before its person lost the right.
        self.token = Token.objects.create(
            user=user,
            name="Essai",
            digest=digest(self.secret),
            scopes=[str(scope) for scope in scopes],
            expires_at=now + timedelta(days=1),
        )

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a request; the names of headers are written with underscores."""
        sent = {"Authorization": f"Bearer {self.secret}", **headers}
        kind = "application/merge-patch+json" if method == "patch" else "application/json"
        return getattr(Client(), method)(ROOT + path, body, content_type=kind, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        """Read."""
        return Client().get(
            ROOT + path, headers={"Authorization": f"Bearer {self.secret}", **headers}
        )

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """Do."""
        return self.call("post", path, {} if body is None else body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        """Change; from what was read last unless the test says otherwise."""
        if "If-Match" not in headers:
            headers["If-Match"] = self.get(path).headers.get("ETag", "*")
        return self.call("patch", path, body, **headers)

    def put(self, path: str, body: Any, **headers: str) -> Any:
        """Put in place."""
        return self.call("put", path, body, **headers)
