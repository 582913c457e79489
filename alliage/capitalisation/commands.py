"""Command line of the capitalisation context: `alliage import`."""

import json
import sys
from pathlib import Path

import click

from .services import (
    AllianceWriter,
    ImportReport,
    OrganisationWriter,
    ResourceWriter,
    import_centres,
    import_file,
)

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
DRY_RUN = click.option("--dry-run", "is_dry_run", is_flag=True, help="Check only; write nothing.")
PARTIAL = click.option(
    "--partial",
    "is_partial",
    is_flag=True,
    help="Write the sound rows although others are refused.",
)
AS_JSON = click.option("--json", "is_json", is_flag=True, help="Report as JSON on standard output.")
WARNINGS_SHOWN = 20


@click.group("import")
def import_group() -> None:
    """Bring a file into the base (CSV, XLSX, ODS or JSON Lines)."""


@import_group.command("alliances")
@FILE
@DRY_RUN
@PARTIAL
@AS_JSON
def import_alliances(file: Path, is_dry_run: bool, is_partial: bool, is_json: bool) -> None:
    """Import alliances; exit with 1 when a row is refused."""
    _tell(
        import_file(
            file,
            AllianceWriter(),
            is_dry_run=is_dry_run,
            is_partial=is_partial,
            progress=None if is_json else _show_progress,
        ),
        is_json=is_json,
    )


@import_group.command("resources")
@FILE
@DRY_RUN
@PARTIAL
@AS_JSON
def import_resources(file: Path, is_dry_run: bool, is_partial: bool, is_json: bool) -> None:
    """Import resources; exit with 1 when a row is refused."""
    _tell(
        import_file(
            file,
            ResourceWriter(),
            is_dry_run=is_dry_run,
            is_partial=is_partial,
            progress=None if is_json else _show_progress,
        ),
        is_json=is_json,
    )


@import_group.command("organisations")
@FILE
@DRY_RUN
@PARTIAL
@AS_JSON
def import_organisations(file: Path, is_dry_run: bool, is_partial: bool, is_json: bool) -> None:
    """Import organisations; exit with 1 when a row is refused."""
    _tell(
        import_file(
            file,
            OrganisationWriter(),
            is_dry_run=is_dry_run,
            is_partial=is_partial,
            progress=None if is_json else _show_progress,
        ),
        is_json=is_json,
    )


@import_group.command("centres")
@FILE
@DRY_RUN
@AS_JSON
def import_centres_command(file: Path, is_dry_run: bool, is_json: bool) -> None:
    """Import resource centres (JSON Lines); exit with 1 when a row is refused."""
    _tell(import_centres(file, is_dry_run=is_dry_run), is_json=is_json)


def _show_progress(read: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r  {read} lignes lues", nl=False, err=True)


def _tell(report: ImportReport, *, is_json: bool) -> None:
    if is_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        _tell_in_words(report)
    if report.problems:
        sys.exit(1)


def _tell_in_words(report: ImportReport) -> None:
    for problem in report.problems:
        click.echo(str(problem), err=True)
    for warning in report.warnings[:WARNINGS_SHOWN]:
        click.echo(f"attention, {warning}", err=True)
    if len(report.warnings) > WARNINGS_SHOWN:
        hidden = len(report.warnings) - WARNINGS_SHOWN
        click.echo(f"et {hidden} autres avertissements (--json les montre tous)", err=True)
    tally = report.tally
    click.echo(
        f"{report.read} lignes lues, {report.refused_lines} refusées ; "
        f"{len(tally.created)} créées, "
        f"{len(tally.updated)} modifiées, {tally.unchanged} inchangées."
    )
    if not report.is_written:
        click.echo("Rien n’a été écrit.")


COMMANDS = [import_group]
