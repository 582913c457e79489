"""Commands of the taxonomy context."""

import json
from dataclasses import asdict

import click

from .services import load_taxonomy


@click.group()
def taxonomy() -> None:
    """Goals, domains and vocabularies."""


@taxonomy.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def load(as_json: bool) -> None:
    """Load or refresh the shipped vocabularies.

    Rows edited on this instance are left alone, and nothing is deleted.
    """
    report = load_taxonomy()
    if as_json:
        click.echo(json.dumps(asdict(report)))
        return
    click.echo(
        f"{report.goals} goals, {report.targets} targets, {report.domains} domains, "
        f"{report.terms} terms loaded; {report.kept} local rows kept."
    )


COMMANDS: list[click.Command] = [taxonomy]
