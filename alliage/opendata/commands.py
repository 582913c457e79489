"""The dumps, on the command line."""

import click

from .queries.dumps import current_dump
from .services import write_dumps


@click.command()
def dump() -> None:
    """Write the published datasets whole: CSV, JSON Lines, Parquet, meaning of the columns."""
    folder = write_dumps()
    written = current_dump()
    for file in written.files if written else ():
        click.echo(f"{file.name} : {file.rows} lignes, {file.bytes} octets", err=True)
    click.echo(folder)


COMMANDS: list[click.Command] = [dump]
