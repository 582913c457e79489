"""Make a queue and fill it: `python -m tests.tasks.driver`.

It runs in a process of its own, since the test's is bound to the test database.
"""

import django
from django.core.management import call_command
from django.db import connection


def prepare() -> None:
    """Make the tables of the queue, and two for what the jobs do."""
    call_command("migrate", "django_tasks_database", verbosity=0)
    call_command("migrate", "tasks", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE attempts (key text, pid integer)")
        cursor.execute("CREATE TABLE effects (key text PRIMARY KEY)")


def enqueue() -> None:
    """Enqueue a slow job, then many fast ones."""
    from tests.tasks.jobs import effect  # noqa: PLC0415 - needs the apps

    effect.enqueue("slow", first_seconds=900)
    for number in range(20):
        effect.enqueue(f"fast {number}")


if __name__ == "__main__":
    django.setup()
    prepare()
    enqueue()
