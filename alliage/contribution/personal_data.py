"""What the contribution holds about people: what they wrote; what was published stays."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data

from .models import ParticipationConfirmation, Remark, Revision

SIGNED = (Revision, Remark, ParticipationConfirmation)


def declare() -> None:
    """Register drafts, and what a person signed."""
    register_personal_data(
        "contribution.drafts",
        draft_rows,
        lambda user: delete_rows(user.drafts.all()),
        label=_("Mes brouillons"),
        why=_("Pour que vous repreniez ce que vous avez commencé à raconter."),
    )
    register_personal_data(
        "contribution.signed",
        signed_rows,
        unsign,
        label=_("Ce que j’ai publié, relu ou confirmé"),
        why=_("Pour que l’on sache d’où vient chaque version d’une fiche."),
    )


def draft_rows(user: User) -> list[dict[str, Any]]:
    """Read the drafts of a person, whole."""
    fields = ("state", "content", "alliance__slug", "created_at", "updated_at", "submitted_at")
    return list(user.drafts.values(*fields))


def signed_rows(user: User) -> list[dict[str, Any]]:
    """Read the versions, remarks and answers of a person."""
    versions = user.revisions.values("alliance__slug", "number", "comment", "at")
    remarks = user.remarks.values("field", "text", "created_at")
    answers = ParticipationConfirmation.objects.filter(by=user)
    said = answers.values("alliance__slug", "organisation__slug", "answer", "request", "at")
    return [dict(row) for rows in (versions, remarks, said) for row in rows]


def unsign(user: User) -> None:
    """Leave what was published, without its author."""
    for model in SIGNED:
        model._default_manager.filter(by=user).update(by=None)
