"""The part of the `alliage` command about people."""

import click

from . import services


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be ended, and end nothing.")
def retention(dry_run: bool) -> None:
    """End what has been kept long enough, by the rules of each context."""
    for rule, count in services.apply_retention(is_dry=dry_run):
        click.echo(f"{rule.name} · {rule.what} : {count}")


COMMANDS: list[click.Command] = [retention]
