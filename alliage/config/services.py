"""Bring an instance to the state it needs: database, reference data, roles, index, static files."""

import contextlib
import io
import json
import os
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import click
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from alliage.accounts.models import User
from alliage.accounts.services import ANIMATOR, confirm_address, define_role, give_role
from alliage.network.models import Animation, Organisation, OrganisationAlias
from alliage.search.queries import is_ready
from alliage.search.services import reindex
from alliage.taxonomy.models import Term
from alliage.taxonomy.services import load_taxonomy
from alliage.territories.models import Territory
from alliage.territories.services import load_territories

from .stages import Stamps, fingerprint, once, timed

CONTENT = {
    "alliances": ("Alliance", "Alliances"),
    "resources": ("Resource", "Ressources"),
    "centres": ("ResourceCentre", "Centres de ressources"),
}
DEMO_PEOPLE = {
    "administrateur": ("admin@demo.alliage", "Adama Diallo"),
    "animatrice": ("animatrice@demo.alliage", "Anne Le Goff"),
}


class PreparationError(Exception):
    """The instance cannot be prepared; the message says what to do."""


def data_files(app_label: str) -> list[Path]:
    """List the data files that a context carries."""
    folder = Path(apps.get_app_config(app_label).path) / "data"
    return [path for path in folder.rglob("*") if path.is_file()]


def pending_migrations() -> list[str]:
    """Name the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> None:
    """Bring the schema up to date, silently."""
    call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())


def define_roles() -> Group:
    """Say what animators may edit: the organisations, alliances and resources of the network."""
    # Never memberships nor animations: those give rights, and go through their services.
    edited = apps.get_app_config("capitalisation").get_models()
    return define_role(ANIMATOR, on=[Organisation, OrganisationAlias, *edited])


def prepare_schema() -> None:
    """Migrate if something is pending, and set the roles."""
    if pending_migrations():
        with timed("Base de données"):
            migrate()
            define_roles()
    else:
        click.echo("  Base de données … à jour", err=True)


def prepare_reference_data(stamps: Stamps) -> None:
    """Load the official geography and the vocabularies, unless they are there already."""
    once(
        stamps,
        "taxonomy",
        fingerprint(data_files("taxonomy")),
        load_taxonomy,
        label="Vocabulaires et ODD",
        is_there=Term.objects.exists(),
    )
    once(
        stamps,
        "territories",
        fingerprint(data_files("territories")),
        load_territories,
        label="Géographie officielle",
        is_there=Territory.objects.exists(),
    )


def import_content(name: str, path: Path) -> str:
    """Import a file by the same command that anybody has; return its summary in words."""
    group = import_module("alliage.config.cli").alliage
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(output):
            group.main(["import", name, str(path), "--json"], standalone_mode=False)
    except SystemExit as exit_:
        if exit_.code:
            raise PreparationError(
                f"{path.name} a été refusé ; pour savoir pourquoi : alliage import {name} {path}"
            ) from exit_
    report = json.loads(output.getvalue())
    return f"{report['read']} lignes, {len(report['warnings'])} avertissements"


def prepare_content(stamps: Stamps) -> bool:
    """Import the real content; tell whether any of it changed."""
    folder = Path(apps.get_app_config("capitalisation").path) / "data"
    changed = [
        once(
            stamps,
            name,
            fingerprint([folder / f"{name}.jsonl"]),
            partial(import_content, name, folder / f"{name}.jsonl"),
            label=label,
            is_there=apps.get_model("capitalisation", model).objects.exists(),
        )
        for name, (model, label) in CONTENT.items()
    ]
    return any(changed)


def prepare_index(stamps: Stamps, *, is_stale: bool) -> None:
    """Build the search index again if its content, or the code that analyses it, changed."""
    code = [*data_files("search"), *Path(apps.get_app_config("search").path).rglob("*.py")]
    key = fingerprint(code, settings.SEARCH_ENGINE)
    is_there = is_ready() and not is_stale
    once(stamps, "index", key, reindex, label="Index de recherche", is_there=is_there)


def static_files() -> Iterator[Path]:
    """List the static files of every app, as collectstatic finds them."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def prepare_static(stamps: Stamps) -> None:
    """Collect, hash and compress the static files, unless none changed."""
    files = (f"{path}:{path.stat().st_mtime_ns}" for path in sorted(static_files()))
    once(
        stamps,
        "static",
        fingerprint([], *files),
        lambda: call_command("collectstatic", verbosity=0, interactive=False, clear=True),
        label="Fichiers statiques",
        is_there=(settings.STATIC_ROOT / "staticfiles.json").exists(),
    )


def demo_passwords() -> tuple[dict[str, str], bool]:
    """Read the passwords of the demo accounts, made at random the first time; say if just made."""
    path = settings.ALLIAGE_HOME / "demo_accounts.json"
    if path.exists():
        return json.loads(path.read_text()), False
    made = {email: secrets.token_urlsafe(9) for email, _ in DEMO_PEOPLE.values()}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(made, file, indent=1)
    return made, True


def prepare_demo_accounts() -> list[tuple[str, str, str]]:
    """Create the two demo accounts; return (role, address, password) of each."""
    passwords, is_new = demo_passwords()
    role = define_roles()
    people = []
    for title, (email, name) in DEMO_PEOPLE.items():
        user = User.objects.filter(email=email).first()
        if user is None:
            make: Callable[..., User] = (
                User.objects.create_superuser
                if title == "administrateur"
                else User.objects.create_user
            )
            user = give_role(make(email, passwords[email], name=name), role=role)
        elif is_new:
            user.set_password(passwords[email])
            user.save(update_fields=["password"])
        confirm_address(user)
        if title == "animatrice":
            Animation.objects.get_or_create(user=user, territory=None)
        people.append((title, email, passwords[email]))
    return people


def prepare_instance(*, with_content: bool = False) -> None:
    """Do everything that an instance needs before it serves, and nothing twice."""
    settings.ALLIAGE_HOME.mkdir(parents=True, exist_ok=True)
    stamps = Stamps()
    prepare_schema()
    prepare_reference_data(stamps)
    has_changed = with_content and prepare_content(stamps)
    prepare_index(stamps, is_stale=has_changed)
    prepare_static(stamps)
    connections.close_all()


def make_empty_instance() -> None:
    """Prepare an instance without content.

    Raises:
        PreparationError: There is content already.
    """
    if not pending_migrations():
        kinds = [("capitalisation", "Alliance"), ("capitalisation", "Resource")]
        for app, model in [*kinds, ("network", "Organisation")]:
            if apps.get_model(app, model)._default_manager.exists():
                raise PreparationError(
                    "Cette instance a déjà un contenu : donnez un autre dossier à ALLIAGE_HOME, "
                    "ou lancez « alliage setup » pour la mettre à jour."
                )
    prepare_instance()
