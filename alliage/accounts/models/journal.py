"""The journal: who did what to which object, when. Lines are added, never changed or removed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One act: its verb, its object, its author; the author's name goes when the account does."""

    at = models.DateTimeField(_("date"), auto_now_add=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="journal_entries",
        verbose_name=_("auteur"),
    )
    # `context.verb`, as in `contribution.published`.
    verb = models.CharField(_("acte"), max_length=60)
    # The model and the key, in words: an entry outlives its object.
    about_kind = models.CharField(_("type d’objet"), max_length=80)
    about_key = models.CharField(_("clé de l’objet"), max_length=120)
    about_label = models.CharField(_("objet"), max_length=200, blank=True)
    details = models.JSONField(_("détails"), default=dict, blank=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about_kind", "about_key"], name="journal_about")]
        constraints = [models.CheckConstraint(name="journal_verb_present", condition=~Q(verb=""))]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind} {self.about_key}"
