"""The part of the `alliage` command that writes to people."""

import click

from . import services


@click.command()
def notify() -> None:
    """Build the digests that are due and send what waits in the outbox.

    Safe to run at any hour, however often: nobody gets the same e-mail twice.
    """
    built = services.build_digests()
    sent = services.send_due()
    click.echo(f"Résumés prêts : {built}. E-mails envoyés : {sent}.")


COMMANDS: list[click.Command] = [notify]
