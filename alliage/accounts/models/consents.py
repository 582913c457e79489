"""What people allowed, and when they took it back: rows are added, never overwritten."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .users import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Chainable readings of consents."""

    def of(self, user: User) -> Self:
        """Keep those of a person."""
        return self.filter(user=user)

    def standing(self) -> Self:
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """One purpose allowed by a person, under one version of its words."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="consents",
        verbose_name=_("personne"),
    )
    # A purpose of data/consents.yaml.
    purpose = models.CharField(_("finalité"), max_length=40)
    wording_version = models.CharField(_("version du texte"), max_length=20)
    given_at = models.DateTimeField(_("donné"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("retiré"), null=True, blank=True)
    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_standing_once",
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.wording_version}"
