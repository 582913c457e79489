"""Files that people bring in: their state, what was found in them, how columns were named."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """A file that somebody brings in, from its upload to its rows in the base."""

    class Kind(models.TextChoices):
        """What the rows of the file are."""

        ALLIANCES = "alliances", _("alliances")
        RESOURCES = "resources", _("ressources")
        ORGANISATIONS = "organisations", _("organisations")

    class State(models.TextChoices):
        """How far the file has come."""

        RECEIVED = "received", _("reçu")
        CHECKING = "checking", _("en cours d’examen")
        CHECKED = "checked", _("examiné")
        APPLYING = "applying", _("en cours d’import")
        APPLIED = "applied", _("importé")
        STOPPED = "stopped", _("arrêté")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="import_runs",
        verbose_name=_("personne"),
    )
    kind = models.CharField(_("contenu"), max_length=14, choices=Kind)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.RECEIVED)
    # As the person named it, to show; the file itself has a name of ours.
    shown_name = models.CharField(_("fichier"), max_length=120)
    stored_name = models.CharField(_("nom de rangement"), max_length=40, blank=True)
    sheet = models.CharField(_("feuille"), max_length=120, blank=True)
    columns = models.JSONField(_("colonnes"), default=list)
    names = models.JSONField(_("noms des colonnes"), default=dict)
    # By line: "skip", "create", or the identifier of the sheet that the row changes.
    choices = models.JSONField(_("choix"), default=dict)
    counts = models.JSONField(_("comptes"), default=dict)
    done = models.PositiveIntegerField(_("lignes lues"), default=0)
    is_stop_asked = models.BooleanField(_("arrêt demandé"), default=False)
    created_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("dernier changement"), auto_now=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_kind_known",
                condition=Q(kind__in=["alliances", "resources", "organisations"]),
            ),
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(
                    state__in=[
                        "received",
                        "checking",
                        "checked",
                        "applying",
                        "applied",
                        "stopped",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        """The page of the import."""
        return reverse("exchange:run", args=[self.pk])

    @property
    def is_busy(self) -> bool:
        """Whether the file is being examined or imported."""
        return self.state in (self.State.CHECKING, self.State.APPLYING)

    @property
    def may_be_examined(self) -> bool:
        """Whether its columns may still be named: the file is there and nothing was written."""
        states = (self.State.RECEIVED, self.State.CHECKED, self.State.STOPPED)
        return bool(self.stored_name) and self.state in states

    @property
    def counted(self) -> dict[str, Any]:
        """The counts, each present."""
        names = ("read", "created", "updated", "unchanged", "refused", "twins")
        return {name: self.counts.get(name, 0) for name in names}


class ImportNote(models.Model):
    """Something found in a row: what refuses it, what one should see, what it may double."""

    class Level(models.TextChoices):
        """What the note means for its row."""

        REFUSAL = "refusal", _("refus")
        WARNING = "warning", _("attention")
        TWIN = "twin", _("doublon possible")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="notes")
    line = models.PositiveIntegerField(_("ligne"))
    level = models.CharField(_("portée"), max_length=8, choices=Level)
    field = models.CharField(_("champ"), max_length=80, blank=True)
    reason = models.TextField(_("raison"))
    value = models.CharField(_("valeur"), max_length=200, blank=True)
    # For a possible double: the identifier and the title of what is in the base.
    other_slug = models.CharField(_("fiche ressemblante"), max_length=120, blank=True)
    other_title = models.CharField(_("titre de la fiche ressemblante"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("remarque d’import")
        verbose_name_plural = _("remarques d’import")
        ordering = ["line", "pk"]
        constraints = [
            models.CheckConstraint(
                name="import_note_level_known",
                condition=Q(level__in=["refusal", "warning", "twin"]),
            ),
            models.CheckConstraint(
                name="import_twin_names_the_other",
                condition=~Q(level="twin") | ~Q(other_slug=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} : {self.reason}"


class ColumnMapping(models.Model):
    """How a person named the columns of files with this header, to do it once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="column_mappings")
    kind = models.CharField(_("contenu"), max_length=14, choices=ImportRun.Kind)
    signature = models.CharField(_("empreinte de l’en-tête"), max_length=64)
    names = models.JSONField(_("noms des colonnes"), default=dict)
    updated_at = models.DateTimeField(_("dernier changement"), auto_now=True)

    class Meta:
        verbose_name = _("noms de colonnes retenus")
        verbose_name_plural = _("noms de colonnes retenus")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "kind", "signature"], name="column_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.by}, {self.signature[:8]}"
