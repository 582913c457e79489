"""What the contribution holds about people: what they wrote; what was published stays."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data, register_retention

from .models import (
    CoAuthor,
    ParticipationConfirmation,
    PartnerInvitation,
    Remark,
    Revision,
    Verification,
)
from .services import leave_drafts

SIGNED = (Revision, Remark, ParticipationConfirmation)


DATA = Path(__file__).parent / "data"


def declare() -> None:
    """Register drafts, and what a person signed."""
    register_personal_data(
        "contribution.drafts",
        draft_rows,
        leave_drafts,
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
    register_personal_data(
        "contribution.verifications",
        verification_rows,
        forget_verifications,
        label=_("Les fiches que l’on m’a demandé de vérifier"),
        why=_("Pour ne vous poser la question qu’une fois par an, et garder vos réponses."),
    )
    register_personal_data(
        "contribution.invitations",
        invitation_rows,
        forget_invitations,
        label=_("Les partenaires que j’ai invités à confirmer"),
        why=_("Pour que vous suiviez leurs réponses, et que le lien vienne de quelqu’un."),
    )
    register_personal_data(
        "contribution.coauthors",
        coauthor_rows,
        lambda user: delete_rows(CoAuthor.objects.filter(user=user)),
        label=_("Les brouillons que j’écris avec quelqu’un"),
        why=_("Pour que vous puissiez les lire et les modifier."),
    )
    _keep_for_a_time()


def _keep_for_a_time() -> None:
    register_retention(
        DATA / "retention.yaml",
        {
            "contribution.coauthors_invited": (old_invitations, delete_rows),
            "contribution.unanswered": (unanswered, delete_rows),
            "contribution.unchecked": (unchecked, delete_rows),
            "contribution.unverified": (unanswered_before, delete_rows),
            "contribution.verified": (signed_before, unsign_rows),
        },
    )


def draft_rows(user: User) -> list[dict[str, Any]]:
    """Read the drafts of a person, whole."""
    fields = ("state", "content", "alliance__slug", "created_at", "updated_at", "submitted_at")
    return list(user.drafts.values(*fields))


def coauthor_rows(user: User) -> list[dict[str, Any]]:
    """Read the drafts that a person writes with somebody."""
    rows = CoAuthor.objects.filter(user=user)
    return [dict(row) for row in rows.values("draft", "draft__content", "joined_at")]


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


def invitation_rows(user: User) -> list[dict[str, Any]]:
    """Read the invitations that a person sent, with the word they wrote."""
    fields = ("alliance__slug", "draft", "partner", "address", "message", "state", "sent_at")
    return list(PartnerInvitation.objects.filter(by=user).values(*fields))


def forget_invitations(user: User) -> None:
    """Stop the links that a person sent or received; an answer that was taken stays, unsigned."""
    sent = PartnerInvitation.objects.sent()
    sent.filter(by=user).delete()
    PartnerInvitation.objects.filter(address=user.email.lower()).delete()
    PartnerInvitation.objects.filter(by=user).update(by=None)


def unanswered(before: datetime) -> QuerySet[PartnerInvitation]:
    """Give the invitations sent before a moment that nobody answered."""
    return PartnerInvitation.objects.sent().filter(sent_at__lt=before)


def unchecked(before: datetime) -> QuerySet[PartnerInvitation]:
    """Give the answers given before a moment that nobody let count."""
    return PartnerInvitation.objects.to_check().filter(answered_at__lt=before)


def old_invitations(before: datetime) -> QuerySet[CoAuthor]:
    """Give the invitations to write together sent before a moment, that nobody answered."""
    return CoAuthor.objects.filter(user=None, created_at__lt=before)


def verification_rows(user: User) -> list[dict[str, Any]]:
    """Read what a person was asked to check, and what they answered."""
    fields = ("alliance__slug", "due_on", "asked_at", "reminded_at", "answer", "text")
    more = ("organisation__slug", "answered_at")
    return list(user.verifications.values(*fields, *more))


def forget_verifications(user: User) -> None:
    """Forget what was asked; leave what was answered, without its author."""
    user.verifications.unanswered().delete()
    unsign_rows(user.verifications.all())


def unanswered_before(limit: datetime) -> QuerySet[Verification]:
    """Give the questions that nobody answered, and whose year is over."""
    return Verification.objects.unanswered().filter(due_on__lt=limit.date())


def signed_before(limit: datetime) -> QuerySet[Verification]:
    """Give the old answers whose author is still known."""
    return Verification.objects.filter(answered_at__lt=limit, person__isnull=False)


def unsign_rows(rows: QuerySet[Verification]) -> None:
    """Leave answers without their author."""
    rows.update(person=None)
