"""Those who write a draft with its author."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from alliage.network.models import Organisation

from .drafts import Draft


class CoAuthor(models.Model):
    """A person who writes a draft with its author; before they accept, whom the author invited.

    Somebody is invited by their address, or through their organisation: any of its members joins.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="coauthors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne"),
    )
    address = models.EmailField(_("adresse e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("invitation"), auto_now_add=True)
    joined_at = models.DateTimeField(_("arrivée"), null=True, blank=True)

    class Meta:
        verbose_name = _("coauteur ou coautrice")
        verbose_name_plural = _("coauteurs et coautrices")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="coauthor_joined_or_invited",
                condition=Q(
                    user__isnull=False,
                    joined_at__isnull=False,
                    address="",
                    organisation__isnull=True,
                )
                | Q(user__isnull=True, joined_at__isnull=True)
                & (
                    ~Q(address="") & Q(organisation__isnull=True)
                    | Q(address="", organisation__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="coauthor_address_lower_case", condition=Q(address=Lower("address"))
            ),
            models.UniqueConstraint(fields=["draft", "user"], name="coauthor_once"),
            models.UniqueConstraint(
                fields=["draft", "address"],
                condition=~Q(address=""),
                name="coauthor_address_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "organisation"], name="coauthor_organisation_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.organisation or self.address)
