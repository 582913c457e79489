"""Harvests: when each began, what it brought, why it ended."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .sources import HarvestSource


class HarvestRun(models.Model):
    """One harvest of a source, kept up to date at each page."""

    class State(models.TextChoices):
        """How a harvest stands; the three last ones are taken up where they ended."""

        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        STOPPED = "stopped", _("arrêté")
        POSTPONED = "postponed", _("reporté")
        FAILED = "failed", _("en échec")

    source = models.ForeignKey(HarvestSource, models.CASCADE, related_name="runs")
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.RUNNING)
    # Who works at it: a page is written only by the owner that the row names.
    owner = models.CharField(_("processus"), max_length=160)
    task_id = models.CharField(_("tâche"), max_length=64, blank=True)
    is_stop_asked = models.BooleanField(_("arrêt demandé"), default=False)
    list_from = models.DateTimeField(_("à partir du"), null=True, blank=True)
    started_at = models.DateTimeField(_("début"))
    heartbeat_at = models.DateTimeField(_("dernier signe de vie"))
    ended_at = models.DateTimeField(_("fin"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("notices annoncées"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    created = models.PositiveIntegerField(_("créées"), default=0)
    updated = models.PositiveIntegerField(_("modifiées"), default=0)
    deleted = models.PositiveIntegerField(_("retirées"), default=0)
    unchanged = models.PositiveIntegerField(_("inchangées"), default=0)
    refused = models.PositiveIntegerField(_("refusées"), default=0)
    error = models.CharField(_("erreur"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("moissonnage")
        verbose_name_plural = _("moissonnages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(state="running"), name="harvest_run_alone"
            ),
            models.CheckConstraint(
                name="harvest_run_state_known",
                condition=Q(state__in=["running", "done", "stopped", "postponed", "failed"]),
            ),
            models.CheckConstraint(
                name="harvest_run_ends_when_it_ended",
                condition=Q(state="running", ended_at__isnull=True)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="harvest_run_failure_has_its_sentence",
                condition=~Q(state__in=["postponed", "failed"]) | ~Q(error=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def read(self) -> int:
        """How many records were read."""
        return self.created + self.updated + self.deleted + self.unchanged + self.refused

    def get_absolute_url(self) -> str:
        """The page of the harvest."""
        return reverse("harvesting:run", args=[self.pk])


class HarvestRefusal(models.Model):
    """A record that could not become a resource, and why."""

    run = models.ForeignKey(HarvestRun, models.CASCADE, related_name="refusals")
    identifier = models.CharField(_("identifiant OAI"), max_length=500, blank=True)
    title = models.CharField(_("titre"), max_length=200, blank=True)
    reason = models.CharField(_("raison"), max_length=300)

    class Meta:
        verbose_name = _("notice refusée")
        verbose_name_plural = _("notices refusées")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.identifier} : {self.reason}"
