"""Bookmarks, and whether a page was useful."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance, Resource


def one_subject() -> Q:
    """Tell that a row is about an alliance or about a resource, never both, never neither."""
    return Q(alliance__isnull=False, resource__isnull=True) | Q(
        alliance__isnull=True, resource__isnull=False
    )


class Bookmark(models.Model):
    """A sheet or a resource that a person wants to find again; nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    alliance = models.ForeignKey(
        Alliance, models.CASCADE, null=True, blank=True, related_name="bookmarks"
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, null=True, blank=True, related_name="bookmarks"
    )
    created_at = models.DateTimeField(_("gardé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("signet")
        verbose_name_plural = _("signets")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="bookmark_one_subject", condition=one_subject()),
            models.UniqueConstraint(fields=["user", "alliance"], name="bookmark_alliance_once"),
            models.UniqueConstraint(fields=["user", "resource"], name="bookmark_resource_once"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Any:
        """The alliance or the resource."""
        return self.alliance or self.resource


class Feedback(models.Model):
    """Whether a page was useful to somebody, and why; the person is kept only if signed in."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, null=True, blank=True, related_name="feedback"
    )
    resource = models.ForeignKey(
        Resource, models.CASCADE, null=True, blank=True, related_name="feedback"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    is_useful = models.BooleanField(_("utile"))
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="feedback_one_subject", condition=one_subject()),
            # One voice each: a second opinion of the same person replaces the first.
            models.UniqueConstraint(fields=["user", "alliance"], name="feedback_alliance_once"),
            models.UniqueConstraint(fields=["user", "resource"], name="feedback_resource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} : {_('utile') if self.is_useful else _('pas utile')}"

    @property
    def subject(self) -> Any:
        """The alliance or the resource."""
        return self.alliance or self.resource
