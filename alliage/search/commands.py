"""Commands of search: ask a question, rebuild the index."""

import json

import click

from . import services
from .models import Query
from .queries import is_ready, search

KIND_NAMES = click.Choice(["alliance", "resource", "organisation"])
NOT_READY = "Rien n’est indexé. Lancez d’abord « alliage index »."


@click.command(name="search")
@click.argument("query")
@click.option("--kind", type=KIND_NAMES, help="Search one kind only.")
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Answers."
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON list in rank order.")
def search_command(query: str, kind: str | None, limit: int, as_json: bool) -> None:
    """Search the knowledge base. Exit code 1 when nothing answers, 2 when nothing is indexed."""
    if not is_ready():
        click.echo(NOT_READY, err=True)
        raise SystemExit(2)
    results = search(Query(query, (kind,) if kind else (), limit=limit))
    if as_json:
        rows = [
            {"slug": hit.slug, "title": hit.title, "score": round(hit.score, 4), "why": [*hit.why]}
            for hit in results.hits
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if results.suggestion:
        click.echo(f"Orthographe retenue : {results.suggestion}", err=True)
    for hit in results.hits:
        click.echo(f"{hit.score:7.2f}  {hit.title}  [{hit.kind}:{hit.slug}]")
        click.echo(f"         {' · '.join(hit.why)}")
    if not results.hits:
        click.echo("Aucun résultat.", err=True)
        raise SystemExit(1)


@click.command(name="index")
@click.option("--kind", type=KIND_NAMES, help="Index one kind only.")
@click.option("--json", "as_json", is_flag=True, help="Write the number of documents as JSON.")
def index_command(kind: str | None, as_json: bool) -> None:
    """Rebuild the search index from the database."""
    counts: dict[str, int] = {}

    def progress(name: str, rank: int) -> None:
        counts[name] = rank
        if not as_json and rank % 100 == 0:
            click.echo(f"\r{name} : {rank}", nl=False, err=True)

    total = services.reindex(kind, progress=progress)
    if as_json:
        click.echo(json.dumps({"documents": total, "kinds": counts}, ensure_ascii=False))
        return
    for name, count in counts.items():
        click.echo(f"\r{name} : {count}", err=True)
    click.echo(f"{total} documents indexés.")


COMMANDS: list[click.Command] = [search_command, index_command]
