"""Registration of the tasks context."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """Background work: what runs, what failed, and a button to try again."""

    name = "alliage.tasks"
    label = "tasks"
    verbose_name = _("tâches de fond")

    def ready(self) -> None:
        """Have what ended long ago forgotten every night, and lead administrators here."""
        from alliage.web import panels  # noqa: PLC0415 - needs the models

        from . import services  # noqa: PLC0415 - idem
        from .panels import on_account  # noqa: PLC0415 - idem

        panels.register("account", on_account)
        services.register_task(services.forget_old, _("Ménage des tâches faites"))
        services.register_recurring("tasks.forget_old", services.forget_old, at=time(3, 30))
