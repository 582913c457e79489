"""Pages of the network."""

from .memberships import (
    accept,
    invitation,
    join,
    leave,
    members,
    mine,
    refuse,
    requests,
    role,
    withdraw,
)
from .organisations import organisation, organisations, organisations_export

__all__ = [
    "accept",
    "invitation",
    "join",
    "leave",
    "members",
    "mine",
    "organisation",
    "organisations",
    "organisations_export",
    "refuse",
    "requests",
    "role",
    "withdraw",
]
