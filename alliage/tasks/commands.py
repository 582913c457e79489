"""The part of the `alliage` command that runs background work."""

import click
from django.db import connections

from .supervisor import Supervisor


@click.command()
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Tasks done at the same time.",
)
@click.option(
    "--grace",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0, 3600),
    help="Seconds left to running tasks when stopping; beyond, they start again another day.",
)
@click.option("--until", type=int, help="Stop when the parent process of this number ends.")
def worker(processes: int, grace: float, until: int | None) -> None:
    """Do background work until interrupted (Ctrl-C): e-mails, imports, data sets, harvests.

    As many as wanted may run, on as many machines, on PostgreSQL; on SQLite, on one machine.
    """
    connections.close_all()
    Supervisor(processes, grace=grace, until=until).run()


COMMANDS: list[click.Command] = [worker]
