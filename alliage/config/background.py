"""Background work that joins contexts which do not know each other."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _


def declare_background_work() -> None:
    """Name the tasks of lower contexts, and say which of them come back."""
    from alliage.notifications import queries as news  # noqa: PLC0415 - needs the models
    from alliage.notifications import services as notifications  # noqa: PLC0415 - idem
    from alliage.search import services as search  # noqa: PLC0415 - idem
    from alliage.tasks import services as tasks  # noqa: PLC0415 - idem

    tasks.register_task(notifications.deliver, _("Envoi des e-mails"))
    tasks.register_task(notifications.send_digests, _("Résumés par e-mail"))
    tasks.register_task(notifications.forget_old, _("Ménage des notifications"))
    tasks.register_task(search.rebuild, _("Mise à jour de l’index de recherche"))
    tasks.register_task(search.freshen, _("Fraîcheur des fiches dans la recherche"))
    tasks.register_recurring("search.freshen", search.freshen, at=time(2, 30))
    # E-mails leave as soon as something happens; this takes care of those that had to wait.
    tasks.register_recurring(
        "notifications.deliver",
        notifications.deliver,
        every=timedelta(minutes=5),
        is_needed=news.has_mail_due,
    )
    tasks.register_recurring(
        "notifications.send_digests", notifications.send_digests, at=time(6, 30)
    )
    tasks.register_recurring("notifications.forget_old", notifications.forget_old, at=time(4))
