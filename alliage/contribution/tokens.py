"""Signed links of the yearly question: each answers for one person, about one sheet, for a time."""

from datetime import timedelta

from django.core import signing

from .models import Verification

SALT = "alliage.contribution.verification"
VALID = timedelta(days=90)


class BadLinkError(Exception):
    """The link was changed, or was never ours."""


class ExpiredLinkError(BadLinkError):
    """The link is ours, and too old."""


def sign(verification: Verification) -> str:
    """Make the token by which its person answers."""
    names = [verification.pk, verification.person_id, verification.alliance_id]
    return signing.dumps(names, salt=SALT)


def read(token: str) -> Verification:
    """Find what a token was made for.

    Raises:
        ExpiredLinkError: It was made too long ago.
        BadLinkError: It was changed, or what it names is no more.
    """
    try:
        key, person, alliance = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        raise ExpiredLinkError from error
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise BadLinkError from error
    rows = Verification.objects.select_related("alliance", "person")
    found = rows.filter(pk=key, person=person, alliance=alliance, person__isnull=False).first()
    if found is None:
        raise BadLinkError
    return found
