"""The yearly question, « est-ce toujours exact ? »: to whom it was put, and what they answered."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance
from alliage.network.models import Organisation


class VerificationAnswer(models.TextChoices):
    """What somebody who knows an alliance says of its sheet."""

    EXACT = "exact", _("toujours exacte")
    CHANGE = "change", _("à corriger")
    OVER = "over", _("alliance terminée")


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Chainable readings of verifications."""

    def unanswered(self) -> Self:
        """Keep those that nobody answered."""
        return self.filter(answer="")

    def unsettled(self) -> Self:
        """Keep the answers that those who animate have still to do something about."""
        asks = [VerificationAnswer.CHANGE, VerificationAnswer.OVER]
        return self.filter(answer__in=asks, settled_at=None)


class Verification(models.Model):
    """One person and one sheet, one year: asked, reminded, answered."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="verifications")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name=_("personne"),
    )
    # The anniversary of the last check: tells the years apart.
    due_on = models.DateField(_("échéance"))
    # Asked for want of a partner or an author: the person animates a territory of the sheet.
    is_fallback = models.BooleanField(_("à défaut de répondant"), default=False)
    asked_at = models.DateTimeField(_("demande"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("rappel"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=6, choices=VerificationAnswer, blank=True)
    text = models.TextField(_("ce qui ne va plus"), blank=True)
    # Shown instead of the person, whose name is nobody's business.
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("au nom de"),
    )
    answered_at = models.DateTimeField(_("date de la réponse"), null=True, blank=True)
    settled_at = models.DateTimeField(_("traitée le"), null=True, blank=True)
    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("vérification")
        verbose_name_plural = _("vérifications")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "person", "due_on"], name="verification_once_a_year"
            ),
            models.CheckConstraint(
                name="verification_answer_known",
                condition=Q(answer__in=["", *VerificationAnswer.values]),
            ),
            models.CheckConstraint(
                name="verification_answer_has_its_date",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_change_says_what",
                condition=~Q(answer=VerificationAnswer.CHANGE) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="verification_reminder_follows_a_question",
                condition=Q(reminded_at__isnull=True) | Q(asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_settled_once_answered",
                condition=Q(settled_at__isnull=True) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alliance}, {self.due_on}"

    @property
    def is_unsettled(self) -> bool:
        """Tell whether those who animate have still to do something (as the QuerySet says it)."""
        return self.answer not in ("", VerificationAnswer.EXACT) and self.settled_at is None
