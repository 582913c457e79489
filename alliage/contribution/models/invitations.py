"""Partners invited by e-mail to say whether what a sheet says of them is exact."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance
from alliage.network.models import Organisation

from .confirmations import Answer
from .drafts import Draft

LIFETIME = timedelta(days=30)


class InvitationState(models.TextChoices):
    """What became of an invitation."""

    SENT = "sent", _("sans réponse")
    TO_CHECK = "to_check", _("réponse à vérifier")
    COUNTED = "counted", _("réponse prise en compte")
    DISMISSED = "dismissed", _("réponse écartée")


class PartnerInvitationQuerySet(models.QuerySet["PartnerInvitation"]):
    """Chainable readings of invitations."""

    def about(self, told: Alliance | Draft) -> Self:
        """Keep those of a sheet, or of a draft."""
        return self.filter(draft=told) if isinstance(told, Draft) else self.filter(alliance=told)

    def sent(self) -> Self:
        """Keep those that nobody answered."""
        return self.filter(state=InvitationState.SENT)

    def to_check(self) -> Self:
        """Keep the answers that count only once somebody who animates accepts them."""
        return self.filter(state=InvitationState.TO_CHECK).order_by("answered_at", "pk")


class PartnerInvitation(models.Model):
    """An address asked to confirm what is said of one partner, and what it answered.

    The link of the e-mail holds a secret of which only the print is kept. It serves once.
    """

    # Of a draft that was sent, then of its sheet once published.
    draft = models.ForeignKey(
        Draft, models.CASCADE, null=True, blank=True, related_name="partner_invitations"
    )
    alliance = models.ForeignKey(
        Alliance, models.CASCADE, null=True, blank=True, related_name="partner_invitations"
    )
    partner = models.CharField(_("partenaire"), max_length=255)
    # Known at once for a sheet; for a draft, when it is published.
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    # Emptied once the answer was decided on: nobody needs it any more.
    address = models.EmailField(_("adresse e-mail"), blank=True)
    message = models.CharField(_("mot d’accompagnement"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="partners_invited",
        verbose_name=_("invité par"),
    )
    state = models.CharField(
        _("état"), max_length=9, choices=InvitationState, default=InvitationState.SENT
    )
    digest = models.CharField(_("empreinte du lien"), max_length=64)
    sends = models.PositiveSmallIntegerField(_("envois"), default=1)
    sent_at = models.DateTimeField(_("envoi"))
    answer = models.CharField(_("réponse"), max_length=6, choices=Answer, blank=True)
    wording = models.CharField(_("empreinte du texte"), max_length=64, blank=True)
    request = models.TextField(_("changement demandé"), blank=True)
    answered_at = models.DateTimeField(_("date de la réponse"), null=True, blank=True)
    objects = PartnerInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation à confirmer")
        verbose_name_plural = _("invitations à confirmer")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="partner_invitation_about_one",
                condition=Q(draft__isnull=False, alliance__isnull=True)
                | Q(draft__isnull=True, alliance__isnull=False, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="partner_invitation_state_known",
                condition=Q(state__in=InvitationState.values),
            ),
            models.CheckConstraint(
                name="partner_invitation_answer_and_state_agree",
                condition=Q(state=InvitationState.SENT, answer="", answered_at__isnull=True)
                | ~Q(state=InvitationState.SENT)
                & Q(answer__in=Answer.values, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="partner_invitation_change_says_what",
                condition=~Q(answer=Answer.CHANGE) | ~Q(request=""),
            ),
            models.CheckConstraint(
                name="partner_invitation_waits_at_an_address",
                condition=~Q(state__in=[InvitationState.SENT, InvitationState.TO_CHECK])
                | ~Q(address="") & Q(address=Lower("address")),
            ),
            models.UniqueConstraint(
                fields=["alliance", "organisation", "address"],
                condition=Q(state=InvitationState.SENT),
                name="partner_invitation_of_sheet_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "partner", "address"],
                condition=Q(state=InvitationState.SENT),
                name="partner_invitation_of_draft_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.about}"

    @property
    def about(self) -> Alliance | Draft | None:
        """The sheet or the draft that speaks of the partner."""
        return self.alliance or self.draft

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody answered yet."""
        return self.state == InvitationState.SENT

    @property
    def is_expired(self) -> bool:
        """Tell whether its link stopped working for want of an answer."""
        return self.is_waiting and self.sent_at + LIFETIME < timezone.now()
