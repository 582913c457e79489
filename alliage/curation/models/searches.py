"""Saved searches: a filtered list that somebody watches."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A filtered list that a person named, and what they had already seen of it."""

    class Kind(models.TextChoices):
        """What is searched."""

        ALLIANCE = "alliance", _("alliances")
        RESOURCE = "resource", _("ressources")
        ORGANISATION = "organisation", _("organisations")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    kind = models.CharField(_("liste"), max_length=12, choices=Kind)
    query_string = models.CharField(_("filtres"), max_length=1000, blank=True)
    name = models.CharField(_("nom"), max_length=120)
    is_watched = models.BooleanField(_("me prévenir des nouveautés"), default=True)
    # What was there last time: only what is not in it is new.
    known = models.JSONField(_("déjà vues"), default=list, editable=False)
    created_at = models.DateTimeField(_("création"), auto_now_add=True)
    checked_at = models.DateTimeField(_("dernier passage"), null=True, blank=True)

    class Meta:
        verbose_name = _("recherche enregistrée")
        verbose_name_plural = _("recherches enregistrées")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="saved_search_kind_known",
                condition=Q(kind__in=["alliance", "resource", "organisation"]),
            ),
            models.CheckConstraint(name="saved_search_named", condition=~Q(name="")),
            models.UniqueConstraint(
                fields=["user", "kind", "query_string"], name="saved_search_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def list_url(self) -> str:
        """The list, filtered as it was saved."""
        name = {
            "alliance": "capitalisation:alliances",
            "resource": "capitalisation:resources",
            "organisation": "network:organisations",
        }[self.kind]
        address = reverse(name)
        return f"{address}?{self.query_string}" if self.query_string else address
