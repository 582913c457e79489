"""Harvesting, on the command line."""

import click

from .services import refresh_ledger


@click.group()
def harvesting() -> None:
    """What this instance offers to harvesters (OAI-PMH)."""


@harvesting.command("refresh")
def refresh_command() -> None:
    """Compare every published sheet with the ledger, and date what changed."""
    click.echo(str(refresh_ledger()))


COMMANDS: list[click.Command] = [harvesting]
