"""Make an instance where so many people are to be written to: `…driver COUNT`."""

import sys

import django
from django.core.management import call_command


def main(count: int) -> None:
    """Tell so many people the same thing."""
    call_command("migrate", "notifications", verbosity=0)
    call_command("migrate", "django_tasks_database", verbosity=0)
    from alliage.accounts.models import User  # noqa: PLC0415 - needs the apps
    from alliage.notifications.services import notify, register_kind  # noqa: PLC0415 - idem

    register_kind("essai", "Essai")
    people = User.objects.bulk_create([User(email=f"p{n}@exemple.fr") for n in range(count)])
    notify("essai", event="essai:1", to=people, title="Un fait")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
