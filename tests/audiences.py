"""For whom an address may be meant."""

from enum import Enum


class Audience(Enum):
    """Those for whom an address is meant."""

    EVERYBODY = "everybody"
    SIGNED_IN = "people with an account"
    ANIMATOR = "those who animate a territory or the instance"
    ADMINISTRATOR = "those who run the instance"
    OBJECT = "decided by the permission function of the object"
    SIGNED_LINK = "whoever holds the signed link or the token"
    STAFF = "people with a role"
    POST_ONLY = "everybody, by POST"
    PROGRAM = "programs that show a token"


class Role(Enum):
    """Everybody that a test may send to an address."""

    VISITOR = "visitor"
    CONTRIBUTOR = "contributor"
    MEMBER = "member"
    REPRESENTATIVE = "representative"
    NEIGHBOUR = "animator of another territory"
    ANIMATOR = "animator of the territory"
    INSTANCE = "animator of the instance"
    ADMINISTRATOR = "administrator"


class Decision(Enum):
    """What an address answers to somebody."""

    OPEN = "✓"
    SIGN_IN = "sign-in"
    CLOSED = "✗"
    OBJECT = "by object"
    PROGRAM = "token"


ANIMATORS = {Role.NEIGHBOUR, Role.ANIMATOR, Role.INSTANCE, Role.ADMINISTRATOR}
MEANT_FOR = {
    Audience.SIGNED_IN: set(Role),
    Audience.ANIMATOR: ANIMATORS,
    Audience.ADMINISTRATOR: {Role.ADMINISTRATOR},
    # The administration has its own rights, given apart from animations.
    Audience.STAFF: {Role.ADMINISTRATOR},
}


def decision(audience: Audience, role: Role) -> Decision:
    """Say what an address of this audience answers to this role."""
    if audience in (Audience.EVERYBODY, Audience.SIGNED_LINK, Audience.POST_ONLY):
        return Decision.OPEN
    if audience is Audience.PROGRAM:
        return Decision.PROGRAM
    if role is Role.VISITOR:
        return Decision.SIGN_IN
    if audience is Audience.OBJECT:
        return Decision.OBJECT
    return Decision.OPEN if role in MEANT_FOR[audience] else Decision.CLOSED
