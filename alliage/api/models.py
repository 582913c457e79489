"""Tokens: what a program shows to read and write for a person."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_LIFE = timedelta(days=365)


class Scope(models.TextChoices):
    """What the owner of a token lets it do, never beyond what they may do themselves."""

    READ = "read", _("lire")
    CONTRIBUTE = "contribute", _("proposer des fiches")
    ANIMATE = "animate", _("animer")


class TokenQuerySet(models.QuerySet["Token"]):
    """Chainable readings of tokens."""

    def usable(self, now: datetime | None = None) -> Self:
        """Keep those that open something: neither revoked nor expired, of an active account."""
        instant = now or timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=instant, user__is_active=True)


class Token(models.Model):
    """A secret that a program shows; only its fingerprint is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("personne")
    )
    name = models.CharField(_("nom"), max_length=80)
    digest = models.CharField(_("empreinte"), max_length=64, unique=True, editable=False)
    # The first characters of the secret, to tell one's tokens apart.
    prefix = models.CharField(_("début"), max_length=12, editable=False)
    scopes = models.JSONField(_("droits"), default=list)
    created_at = models.DateTimeField(_("création"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("fin de validité"))
    revoked_at = models.DateTimeField(_("révocation"), null=True, blank=True)
    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("jeton")
        verbose_name_plural = _("jetons")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="token_life_bounded",
                condition=models.Q(expires_at__gt=models.F("created_at"))
                & models.Q(expires_at__lte=models.F("created_at") + LONGEST_LIFE),
                violation_error_message=_("Un jeton vit un an au plus."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        """Whether it still opens something, as far as its dates tell."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(scope.label) for scope in Scope if scope in self.scopes]
