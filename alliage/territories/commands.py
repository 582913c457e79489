"""The commands of the territories context: `alliage territories load|rebuild`."""

import dataclasses
import json
import time
from importlib.util import find_spec

import click

from .services import load_territories
from .services.sources import SourceUnavailable

LEVELS = {
    "france": "France",
    "region": "régions et collectivités",
    "departement": "départements et collectivités",
    "epci": "intercommunalités",
    "commune": "communes",
    "ancienne-commune": "anciens codes",
}


@click.group()
def territories() -> None:
    """Load or rebuild the official geography of France."""


@territories.command()
@click.option("--json", "is_json", is_flag=True, help="Print the counts as JSON.")
def load(*, is_json: bool) -> None:
    """Load régions, départements, intercommunalités and communes; run again, it changes nothing."""
    start = time.perf_counter()

    def told(level: str, total: int) -> None:
        if not is_json:
            click.echo(f"{total:>7} {LEVELS[level]}")

    steps = load_territories(told)
    seconds = round(time.perf_counter() - start, 1)
    if is_json:
        counts = [dataclasses.asdict(step) for step in steps]
        click.echo(json.dumps({"levels": counts, "seconds": seconds}, ensure_ascii=False))
        return
    written = sum(step.created + step.updated for step in steps)
    duration = str(seconds).replace(".", ",")
    click.echo(f"{written:>7} lignes écrites en {duration} s")


@territories.command()
def rebuild() -> None:
    """Download the source packages and rewrite the committed reference data."""
    if find_spec("shapely") is None:
        raise click.ClickException(
            "Il manque shapely ; installez-le par « uv sync --group geo », puis relancez."
        )
    from .services.rebuild import rebuild as rebuild_tables  # noqa: PLC0415 - long to import
    from .services.sources import fetch_sources  # noqa: PLC0415 - idem

    try:
        sizes = rebuild_tables(fetch_sources())
    except SourceUnavailable as problem:
        raise click.ClickException(str(problem)) from problem
    for name, size in sizes.items():
        click.echo(f"{size:>9} octets  {name}")


COMMANDS = [territories]
