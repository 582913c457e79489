"""Writes of the api context: tokens, and the calls that carry a key."""

from .calls import GoingOnError, OtherRequestError, claim, keep, release
from .tokens import TokenError, create_token, digest, revoke_token, token_of

__all__ = [
    "GoingOnError",
    "OtherRequestError",
    "TokenError",
    "claim",
    "create_token",
    "digest",
    "keep",
    "release",
    "revoke_token",
    "token_of",
]
