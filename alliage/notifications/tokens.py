"""Signed links of e-mails: they let their holder stop e-mails, and nothing else."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from .models import Mail

SALT = "alliage.notifications.unsubscribe"


class BadLinkError(Exception):
    """The link was changed, or was never ours."""


class Link(NamedTuple):
    """What a link stops: one kind for a person, or everything for an address without account."""

    person: int | None
    kind: str
    address_digest: str


def digest_of(address: str) -> str:
    """A keyed digest of an address: it recognises the address and does not tell it."""
    return salted_hmac(SALT, address.strip().lower(), algorithm="sha256").hexdigest()


def sign(mail: Mail) -> str:
    """Make the token that stops e-mails like this one."""
    stops = Link(mail.person_id, mail.kind, "" if mail.person_id else digest_of(mail.address))
    return signing.dumps(list(stops), salt=SALT)


def read(token: str) -> Link:
    """Read a token; it never expires, since an old e-mail must still be able to stop the next."""
    try:
        return Link(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise BadLinkError from error


def unsubscribe_url(mail: Mail) -> str:
    """The whole address of the page that stops e-mails like this one."""
    with translation.override("fr"):
        return settings.SITE_URL + reverse("notifications:unsubscribe", args=[sign(mail)])
