"""The history of a sheet: each version that was published, whole."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alliage.capitalisation.models import Alliance
from alliage.network.models import Organisation


class Revision(models.Model):
    """A published version of a sheet: what it said, since when, in whose name."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("numéro"))
    content = models.JSONField(_("contenu"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("auteur ou autrice"),
    )
    # Shown instead of the person, whose name is nobody's business.
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("au nom de"),
    )
    comment = models.CharField(_("commentaire"), max_length=300, blank=True)
    at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        verbose_name = _("version publiée")
        verbose_name_plural = _("versions publiées")
        ordering = ["alliance", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["alliance", "number"], name="revision_number_once"),
            models.CheckConstraint(name="revision_number_positive", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.alliance}, {self.number}"
