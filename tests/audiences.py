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
