"""Commands about the instance as a whole: prepare, serve, check, back up."""

import json
import os
import sys
from pathlib import Path

import click
from django.conf import settings
from django.db import connections

from . import backups, health, services
from .server import PortTakenError, Server, check_port, default_workers

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
# One process is enough beside a demo; it stops fast, since it takes up again where it was.
WORKER = ("worker", "--grace", "5")
WORKERS = click.option("--workers", type=click.IntRange(1, 64), help="Processes [default: cores].")


def refuse_taken_port(host: str, port: int, again: str) -> None:
    """Stop with one sentence if the port is not free."""
    try:
        check_port(host, port)
    except PortTakenError as error:
        other = port + 1 if port < 65535 else 8000
        raise click.ClickException(
            f"Le port {port} n’est pas libre sur {host}. Arrêtez le programme qui l’occupe, "
            f"ou choisissez-en un autre : {again.format(port=other)}"
        ) from error


@click.command()
def setup() -> None:
    """Prepare the instance: schema, reference data, index, static files.

    Safe to run again, for instance after an upgrade: what is up to date is left alone.
    """
    click.echo("Préparation de l’instance", err=True)
    services.prepare_instance()


@click.command()
def init() -> None:
    """Make an empty instance under ALLIAGE_HOME: schema and reference data, nothing else.

    Refused where alliances, resources or organisations are already.
    """
    click.echo("Création d’une instance vide", err=True)
    try:
        services.make_empty_instance()
    except services.PreparationError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Instance prête dans {settings.ALLIAGE_HOME}", err=True)


@click.command()
@HOST
@PORT
@WORKERS
@click.option("--with-worker", is_flag=True, help="Do background work beside, and stop with it.")
def serve(host: str, port: int, workers: int | None, with_worker: bool) -> None:
    """Serve the site until interrupted (Ctrl-C)."""
    refuse_taken_port(host, port, "alliage serve --port {port}")
    if services.pending_migrations():
        raise click.ClickException("La base n’est pas prête : lancez d’abord « alliage setup ».")
    connections.close_all()  # workers must not inherit a connection
    shown = f"[{host}]" if ":" in host else host
    Server(
        host,
        port,
        workers=workers or default_workers(),
        on_ready=lambda: click.echo(f"\nAlliage est prête : http://{shown}:{port}/"),
        beside=WORKER if with_worker else None,
    ).run()


@click.command()
@HOST
@PORT
@WORKERS
@click.option("--prepare-only", is_flag=True, help="Do not serve.")
def demo(host: str, port: int, workers: int | None, prepare_only: bool) -> None:
    """Prepare the instance with the real content and demo accounts, then serve it."""
    if not prepare_only:
        refuse_taken_port(host, port, "make demo PORT={port}")
    click.echo("Préparation de la démonstration", err=True)
    try:
        services.prepare_instance(with_content=True)
    except services.PreparationError as error:
        raise click.ClickException(str(error)) from error
    click.echo("\nComptes de démonstration :")
    for title, email, password in services.prepare_demo_accounts():
        click.echo(f"  {title:<15} {email:<28} {password}")
    if not prepare_only:
        serve_afresh(host, port, workers)


def serve_afresh(host: str, port: int, workers: int | None) -> None:
    """Replace this process by a server: its threads and connections must not be forked."""
    os.environ["ALLIAGE_DEMO"] = "1"
    os.environ.setdefault("ALLIAGE_SITE_URL", f"http://{host}:{port}")
    program = [sys.executable, "-m", "alliage.config", "serve", "--with-worker"]
    program += ["--host", host, "--port", str(port)]
    if workers:
        program += ["--workers", str(workers)]
    sys.stdout.flush()
    os.execv(sys.executable, program)  # noqa: S606 - our own program, no shell


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(as_json: bool) -> None:
    """Check the health of the instance; exit with 1 if something is wrong."""
    findings = health.findings()
    if as_json:
        click.echo(json.dumps([f.as_dict() for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{'✓' if finding.is_good else '✗'} {finding.subject} : {finding.message}")
    sys.exit(0 if all(f.is_good for f in findings) else 1)


@click.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="Folder [default: backups of the home]."
)
def backup(folder: Path | None) -> None:
    """Save the database and the media in one archive, while the site is in use."""
    try:
        click.echo(backups.save(folder or settings.BACKUP_DIR))
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before replacing what is there.")
def restore(archive: Path, yes: bool) -> None:
    """Replace the database and the media by those of an archive (the site must be stopped).

    What is there now is saved first, beside the other backups.
    """
    if not yes:
        click.confirm("Remplacer la base et les médias de cette instance ?", abort=True)
    try:
        saved = backups.restore(archive)
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from error
    if saved:
        click.echo(f"L’état précédent est dans {saved}", err=True)
    services.prepare_instance()


COMMANDS: list[click.Command] = [init, setup, demo, serve, check, backup, restore]
