"""The commands of the territories context: `alliage territories load|rebuild`."""

import dataclasses
import json
import sys
import time

import click

from .services import load_territories
from .services.sources import SourceUnavailable


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
            click.echo(f"  {level:<18}{total:>7}")

    steps = load_territories(told)
    seconds = round(time.perf_counter() - start, 1)
    if is_json:
        counts = [dataclasses.asdict(step) for step in steps]
        click.echo(json.dumps({"levels": counts, "seconds": seconds}, ensure_ascii=False))
    else:
        written = sum(step.created + step.updated for step in steps)
        click.echo(f"  {written} written in {seconds} s")


@territories.command()
def rebuild() -> None:
    """Download the source packages and rewrite the committed reference data."""
    try:
        import shapely  # noqa: F401, PLC0415 - only this command needs it
    except ImportError:
        click.echo("Rebuilding needs shapely: run « uv sync --group geo » first.", err=True)
        sys.exit(1)
    from .services.rebuild import rebuild as rebuild_tables  # noqa: PLC0415 - needs shapely
    from .services.sources import fetch_sources  # noqa: PLC0415 - idem

    try:
        sizes = rebuild_tables(fetch_sources())
    except SourceUnavailable as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    for name, size in sizes.items():
        click.echo(f"  {name:<28}{size:>9} bytes")


COMMANDS = [territories]
