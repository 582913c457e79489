"""Tokens, which a program shows to act for a person, and its writes that carry a key."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_LIFE = timedelta(days=365)


class Scope(models.TextChoices):
    """What the owner of a token lets it do, never beyond what they may do themselves."""

    READ = "read", _("lire")
    CONTRIBUTE = "contribute", _("contribuer")
    ANIMATE = "animate", _("animer")

    @property
    def sentence(self) -> str:
        """What it opens, for who makes a token."""
        return {
            Scope.READ: gettext("Lire : vos brouillons, vos signets, vos collections."),
            Scope.CONTRIBUTE: gettext(
                "Contribuer : écrire et envoyer vos fiches, répondre pour votre organisation, "
                "tenir vos signets et vos collections."
            ),
            Scope.ANIMATE: gettext(
                "Animer : lire ce qui attend votre relecture, demander des retouches, publier, "
                "archiver."
            ),
        }[self]


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


class IdempotentCall(models.Model):
    """A write that carried a key, and its answer, kept a day to be given again."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="calls", verbose_name=_("jeton"))
    key = models.CharField(_("clé"), max_length=255)
    # Of the method, the address, the precondition and the body.
    fingerprint = models.CharField(_("empreinte"), max_length=64)
    # What the answer took: whoever lost it since is not told the answer again.
    scope = models.CharField(_("droit"), max_length=12, blank=True)
    status = models.PositiveSmallIntegerField(_("réponse"), null=True, blank=True)
    headers = models.JSONField(_("en-têtes"), default=dict)
    body = models.TextField(_("corps"), blank=True)
    created_at = models.DateTimeField(_("date"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("écriture à clé")
        verbose_name_plural = _("écritures à clé")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="call_key_once"),
            # What failed wrote nothing and is not kept: its key may serve again.
            models.CheckConstraint(
                name="call_keeps_successes",
                condition=models.Q(status=None) | models.Q(status__range=(200, 299)),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_answered(self) -> bool:
        """Tell whether the work is done; else it is going on."""
        return self.status is not None
