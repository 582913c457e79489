"""Who may call an operation: whose token has its scope, and who may do it themselves today."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from alliage.accounts.models import User
from alliage.api.models import Scope, Token
from alliage.api.permissions import is_entitled

from .problems import ProblemError

REALM = 'Bearer realm="alliage"'
SHOWN = "_shown_token"


def show(request: HttpRequest, token: Token | None) -> None:
    """Put the token that the door recognised on the request."""
    setattr(request, SHOWN, token)


def shown(request: HttpRequest) -> Token | None:
    """Give the token that the door recognised."""
    return cast("Token | None", getattr(request, SHOWN, None))


class Bearer(HttpBearer):
    """The lock of an operation; the door has recognised the token already."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        """Let in, or say what is missing: a token, its scope, or the right of its person."""
        token = shown(request)
        if token is None:
            raise ProblemError("jeton-refuse", headers={"WWW-Authenticate": REALM})
        refuse_strangers(token, self.scope)
        request.asked_scope = self.scope  # type: ignore[attr-defined] # kept with the answer
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called: what opens is not read here a second time."""
        raise NotImplementedError


def refuse_strangers(token: Token, scope: str) -> None:
    """Refuse a token without the scope, or whose person lost the right since."""
    if not is_entitled(token, scope):
        challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'
        raise ProblemError("droit-insuffisant", headers={"WWW-Authenticate": challenge})


def needs(scope: Scope) -> dict[str, Any]:
    """Give what an operation declares to be locked; its description says for whom."""
    return {"auth": Bearer(scope), "openapi_extra": {"x-audience": str(scope)}}


def actor(request: HttpRequest) -> User:
    """Give the person for whom a program acts."""
    token = shown(request)
    assert token is not None, "the operation is locked"  # noqa: S101 - narrows for the checker
    return token.user
