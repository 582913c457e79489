"""The watched searches, on the command line."""

import click

from .services import tell_news


@click.command()
def news() -> None:
    """Tell each person what is new in the lists they watch (every day, from cron)."""
    tell_news.enqueue()
    click.echo("Recherche des nouveautés : en file d’attente.", err=True)


COMMANDS: list[click.Command] = [news]
