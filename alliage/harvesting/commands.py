"""Harvesting, on the command line."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import click
from django.db.models import Q
from django.utils.translation import override

from .models import HarvestRun, HarvestSource
from .reading import SourceError
from .services import harvest, present, refresh_ledger, save_source


@click.group()
def harvesting() -> None:
    """What this instance offers to harvesters (OAI-PMH)."""


@harvesting.command("refresh")
def refresh_command() -> None:
    """Compare every published sheet with the ledger, and date what changed."""
    click.echo(str(refresh_ledger()))


@click.command("harvest")
@click.argument("source", default="")
@click.option("--set", "set_spec", default="", help="Set to harvest, of an address not yet known.")
@click.option(
    "--from",
    "since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
    help="Start a new list from this day, in UTC.",
)
def harvest_command(source: str, set_spec: str, since: datetime | None) -> None:
    """Harvest a source by its number, name or address; all the active ones by default."""
    first = since.replace(tzinfo=UTC) if since else None
    with override("fr"):
        results = [_harvested(one, first) for one in _chosen(source, set_spec)]
    if not all(results):
        raise SystemExit(1)


def _chosen(word: str, set_spec: str) -> list[HarvestSource]:
    if not word:
        return list(HarvestSource.objects.filter(is_active=True))
    if "://" in word:
        found = HarvestSource.objects.filter(base_url=word)
        one = found.filter(set_spec=set_spec).first() if set_spec else found.first()
        return [one or _registered(word, set_spec)]
    key = Q(pk=int(word)) if word.isdecimal() else Q(name=word)
    one = HarvestSource.objects.filter(key).first()
    if one is None:
        raise click.ClickException(f"Aucune source moissonnée ne s’appelle « {word} ».")
    return [one]


def _registered(url: str, set_spec: str) -> HarvestSource:
    """Make a source of an address, once a repository has answered there."""
    host = (urlsplit(url).hostname or url)[:120]
    one = HarvestSource(name=host, base_url=url, set_spec=set_spec)
    problem = present(one)
    if problem:
        raise click.ClickException(problem)
    one.name = one.repository_name[:120] or host
    return save_source(one)


def _harvested(source: HarvestSource, since: datetime | None) -> bool:
    """Harvest one source and say what came; tell whether it went to its end."""
    try:
        run = harvest(source, since=since)
    except SourceError as error:
        click.echo(f"{source} : {error}", err=True)
        return False
    counts = (
        f"{run.created} créées, {run.updated} modifiées, {run.deleted} retirées, "
        f"{run.unchanged} inchangées, {run.refused} refusées"
    )
    click.echo(f"{source} : {run.get_state_display()} ; {counts}.")
    if run.error:
        click.echo(f"{source} : {run.error}", err=True)
    return run.state == HarvestRun.State.DONE


COMMANDS: list[click.Command] = [harvesting, harvest_command]
