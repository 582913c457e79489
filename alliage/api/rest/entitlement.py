"""Who may call an operation: whose token has its scope, and who may do it themselves today."""

from typing import Any, cast

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from alliage.accounts.models import User
from alliage.api.models import Scope, Token
from alliage.api.permissions import is_entitled

from .problems import ProblemError

REALM = 'Bearer realm="alliage"'
SHOWN, ASKED = "_shown_token", "_asked_scope"


def show(request: HttpRequest, token: Token | None) -> None:
    """Put the token that the door recognised on the request."""
    setattr(request, SHOWN, token)


def shown(request: HttpRequest) -> Token | None:
    """Give the token that the door recognised."""
    return cast("Token | None", getattr(request, SHOWN, None))


def ask(request: HttpRequest, scope: str) -> None:
    """Remember which scope opened the answer: it is kept with it, and away from caches."""
    setattr(request, ASKED, scope)


def asked_scope(request: HttpRequest) -> str:
    """Give the scope that opened the answer; empty when everybody may read it."""
    return str(getattr(request, ASKED, ""))


class Bearer(HttpAuthBase):
    """The lock of an operation; the door has recognised the token already."""

    openapi_scheme = "bearer"

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        """Let in, or say what is missing: a token, its scope, or the right of its person."""
        token = shown(request)
        if token is None:
            raise ProblemError("jeton-refuse", headers={"WWW-Authenticate": REALM})
        refuse_strangers(token, self.scope)
        ask(request, self.scope)
        return token


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
    if token is None:
        raise ProblemError("jeton-refuse", headers={"WWW-Authenticate": REALM})
    return token.user
