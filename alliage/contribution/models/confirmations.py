"""What partners say of their own part in an alliance: exact, or to be changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance
from alliage.network.models import Organisation


class Answer(models.TextChoices):
    """What a partner answers about what the sheet says of them."""

    EXACT = "exact", _("confirmé")
    CHANGE = "change", _("changement demandé")


class ParticipationConfirmation(models.Model):
    """A partner's last word on what a sheet says of them.

    It hangs on the alliance and the organisation: participations are written anew by each import.
    """

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="confirmations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="confirmations")
    answer = models.CharField(_("réponse"), max_length=6, choices=Answer)
    # What was read: once the sheet says something else, the answer no longer holds.
    wording = models.CharField(_("empreinte du texte"), max_length=64)
    request = models.TextField(_("changement demandé"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("auteur ou autrice"),
    )
    at = models.DateTimeField(_("date"), auto_now=True)

    class Meta:
        verbose_name = _("réponse d’un partenaire")
        verbose_name_plural = _("réponses des partenaires")
        ordering = ["alliance", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["alliance", "organisation"], name="confirmation_one_word_by_partner"
            ),
            models.CheckConstraint(
                name="confirmation_answer_known", condition=Q(answer__in=Answer.values)
            ),
            models.CheckConstraint(
                name="confirmation_change_says_what",
                condition=~Q(answer=Answer.CHANGE) | ~Q(request=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.alliance}"
