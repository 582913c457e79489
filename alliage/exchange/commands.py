"""Command line of the exchange context: `alliage export`."""

import sys

import click
from django.core.exceptions import BadRequest

from alliage.web.exports import TABLE_TYPES, table_chunks

from .queries import EXPORTED, table_of


@click.command("export")
@click.argument("what", type=click.Choice(list(EXPORTED)))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(TABLE_TYPES)),
    default="csv",
    show_default=True,
    help="Format, which an import reads back.",
)
@click.option(
    "--filter",
    "query_string",
    default="",
    metavar="QUERYSTRING",
    help="Filter, as in the address of the list: 'type=mecenat&q=emploi'.",
)
def export(what: str, form: str, query_string: str) -> None:
    """Write what a list holds on standard output; the same content gives the same bytes."""
    try:
        table = table_of(what, query_string)
    except BadRequest as error:
        raise click.ClickException(str(error)) from error
    output = sys.stdout.buffer
    try:
        for chunk in table_chunks(table, form):
            output.write(chunk)
        output.flush()
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`): that is no failure worth a traceback.
        sys.stderr.close()
        sys.exit(1)


COMMANDS = [export]
