"""Writes of the network: organisations, and the people who belong to them."""

from .invitations import (
    accept_invitation,
    invite_member,
    read_invitation,
    withdraw_invitation,
)
from .memberships import (
    MembershipError,
    accept_membership,
    change_role,
    leave_organisation,
    refuse_membership,
    request_membership,
)
from .register import Named, OrganisationRegister, forget_unused_collectives

__all__ = [
    "MembershipError",
    "Named",
    "OrganisationRegister",
    "accept_invitation",
    "accept_membership",
    "change_role",
    "forget_unused_collectives",
    "invite_member",
    "leave_organisation",
    "read_invitation",
    "refuse_membership",
    "request_membership",
    "withdraw_invitation",
]
