"""The `alliage` command: one group, whose sub-commands come from the contexts."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from environs import EnvError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alliage")
def alliage() -> None:
    """Alliage: the open platform for alliances of general interest."""


def load_commands() -> None:
    """Attach the commands that each context declares in its `commands` module."""
    from django.apps import apps  # noqa: PLC0415 - Django must be set up first

    for app in apps.get_app_configs():
        name = f"{app.name}.commands"
        if app.name.startswith("alliage.") and find_spec(name):
            for command in import_module(name).COMMANDS:
                alliage.add_command(command)


def set_up() -> None:
    """Set Django up, which every sub-command needs."""
    import django  # noqa: PLC0415 - reads the settings named by main
    from django.conf import settings  # noqa: PLC0415 - idem

    settings.ALLIAGE_HOME.mkdir(parents=True, exist_ok=True)
    django.setup()
    load_commands()


def main() -> None:
    """Run the command line; what the person can mend is one sentence, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliage.config.settings")
    try:
        set_up()
        sys.exit(alliage())
    except (ImproperlyConfigured, EnvError) as error:
        sys.exit(f"Réglage refusé : {error} (voir docs/settings.md)")
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(f"La base de données ne répond pas ; vérifiez DATABASE_URL. {reason}")
