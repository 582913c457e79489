"""Background work: how far a task has come, and when what recurs is due next."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# How two ends that are not exceptions are written where the class of an exception is.
CANCELLED = "alliage.tasks.Cancelled"
LOST = "alliage.tasks.WorkerLost"


class Progress(models.Model):
    """How far a task has come, and whether somebody asked it to stop."""

    task_id = models.CharField(_("tâche"), max_length=64, unique=True)
    done = models.PositiveBigIntegerField(_("fait"), default=0)
    total = models.PositiveBigIntegerField(_("à faire"), default=0)
    is_stop_asked = models.BooleanField(_("arrêt demandé"), default=False)
    updated_at = models.DateTimeField(_("mise à jour"), auto_now=True)

    class Meta:
        verbose_name = _("avancement")
        verbose_name_plural = _("avancements")
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                name="progress_done_within_total", condition=Q(done__lte=F("total"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


class Recurrence(models.Model):
    """A task that comes back: when it is due next, whichever worker sees it first."""

    name = models.CharField(_("nom"), max_length=80, unique=True)
    next_at = models.DateTimeField(_("prochaine fois"))

    class Meta:
        verbose_name = _("tâche récurrente")
        verbose_name_plural = _("tâches récurrentes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
