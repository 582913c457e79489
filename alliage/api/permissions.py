"""What a token may do: what was asked for it, and what its person may do today."""

from alliage.contribution.permissions import can_contribute
from alliage.network.permissions import Person, animates_somewhere

from .models import Scope, Token


def may_use(user: Person, scope: str) -> bool:
    """Tell whether a person has the rights that a scope lends, today."""
    if scope == Scope.ANIMATE:
        return animates_somewhere(user)
    if scope == Scope.CONTRIBUTE:
        return can_contribute(user)
    return scope == Scope.READ and user.is_authenticated and user.is_active


def allowed_scopes(user: Person) -> list[Scope]:
    """Give what a person may ask for a token."""
    return [scope for scope in Scope if may_use(user, scope)]


def is_entitled(token: Token, scope: str) -> bool:
    """Tell whether a token has a scope, and its person still the rights that go with it."""
    return scope in token.scopes and may_use(token.user, scope)
