"""Registration of the tasks context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """Background work: what runs, what failed, and a button to try again."""

    name = "alliage.tasks"
    label = "tasks"
    verbose_name = _("tâches de fond")
