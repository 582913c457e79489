"""One worker process: `python -m alliage.tasks.process ID`, started by `alliage worker`."""

import logging
import os
import signal
import sys
import time

import django
from django.db import OperationalError


def work(worker_id: str, *, batch: bool = False) -> None:
    """Take tasks one after the other until told to stop.

    A base that another process has locked for long is waited for, not fled from.
    """
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 - needs apps
    from django_tasks_db.utils import is_locked_database_exception  # noqa: PLC0415 - idem

    from alliage.tasks.liveness import Alive  # noqa: PLC0415 - idem

    worker = Worker(
        queue_names=["*"],
        interval=1.0,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    with Alive(worker_id, on_orphaned=lambda: os.kill(os.getpid(), signal.SIGTERM)):
        while True:
            try:
                worker.run()
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                time.sleep(1)
            else:
                return


def main() -> None:
    """Prepare Django, then work."""
    django.setup()
    for name in ("django.tasks", "django_tasks_db"):  # talkative; ALLIAGE_LOG_LEVEL decides
        logging.getLogger(name).setLevel(logging.getLogger().level)
    work(sys.argv[1])


if __name__ == "__main__":
    main()
