"""What the network holds about people, and how long."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data, register_retention

from .models import Invitation, Membership

DATA = Path(__file__).parent / "data"


def declare() -> None:
    """Register the rows of the network, and their rules of retention."""
    register_personal_data(
        "network.memberships",
        membership_rows,
        forget_memberships,
        label=_("Mes organisations"),
        why=_("Pour savoir au nom de qui vous pouvez écrire et confirmer."),
    )
    register_personal_data(
        "network.animations",
        animation_rows,
        lambda user: delete_rows(user.animations.all()),
        label=_("Les territoires que j’anime"),
        why=_("Pour savoir où vous pouvez relire et publier."),
    )
    register_retention(
        DATA / "retention.yaml",
        {
            "network.refused": (refused, delete_rows),
            "network.unanswered": (unanswered, delete_rows),
            "network.invitations": (old_invitations, delete_rows),
        },
    )


def membership_rows(user: User) -> list[dict[str, Any]]:
    """Read the organisations of a person."""
    fields = ("role", "state", "way", "message", "created_at", "decided_at")
    return list(user.memberships.values("organisation__slug", "organisation__name", *fields))


def forget_memberships(user: User) -> None:
    """Delete the ties of a person, and the invitations sent by them or to them."""
    user.memberships.all().delete()
    Invitation.objects.filter(Q(by=user) | Q(address=user.email)).delete()


def animation_rows(user: User) -> list[dict[str, Any]]:
    """Read what a person animates; no territory means the whole instance."""
    fields = ("territory__level", "territory__code", "territory__name")
    return [dict(row) for row in user.animations.values(*fields)]


def refused(before: datetime) -> QuerySet[Membership]:
    """Give the requests refused before a moment."""
    return Membership.objects.filter(state=Membership.State.REFUSED, decided_at__lt=before)


def unanswered(before: datetime) -> QuerySet[Membership]:
    """Give the requests made before a moment that nobody answered."""
    return Membership.objects.requested().filter(created_at__lt=before)


def old_invitations(before: datetime) -> QuerySet[Invitation]:
    """Give the invitations sent before a moment that nobody answered."""
    return Invitation.objects.filter(created_at__lt=before)
