"""What is said agrees with what is: settings, commands, glossary, links, templates, messages."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import allauth
import click
import polib
import pytest
from click.testing import CliRunner
from django.apps import apps

from alliage.config.cli import alliage, load_commands
from tests import documents
from tests.house_rules import ROOT

PACKAGE, DOCS = ROOT / "alliage", ROOT / "docs"
# Django finds these by their names.
FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "robots.txt"}
PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]

load_commands()
COMMANDS = dict(documents.commands(alliage))


# --- Settings --------------------------------------------------------------------------------
def test_every_setting_has_its_heading_and_every_heading_its_setting() -> None:
    read = documents.settings_variables(PACKAGE / "config" / "settings.py")
    assert read == documents.headings(DOCS / "settings.md")


def test_an_undocumented_setting_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text('A = env.str("ALLIAGE_A", "")\nB = {"x": env.dj_db_url("B_URL")}\n')
    assert documents.settings_variables(path) == {"ALLIAGE_A", "B_URL"}


# --- Commands --------------------------------------------------------------------------------
def test_every_command_is_documented_and_nothing_else_is() -> None:
    assert set(COMMANDS) == documents.headings(DOCS / "commands.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = COMMANDS[name]
    words = name.split()[1:]
    result = CliRunner().invoke(alliage, [*words, "--help"])
    assert result.exit_code == 0
    assert command.help, "a command says what it does"
    silent = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert silent == []


def test_an_unknown_command_is_refused_with_a_usage_error() -> None:
    assert CliRunner().invoke(alliage, ["inexistante"]).exit_code == 2


# --- Glossary --------------------------------------------------------------------------------
def test_every_model_is_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text()
    named = set(re.findall(r"`([A-Z]\w+)`", glossary))
    models = {m.__name__ for m in apps.get_models() if m.__module__.startswith("alliage.")}
    assert models - named == set()


def test_the_glossary_names_nothing_that_does_not_exist() -> None:
    glossary = (DOCS / "glossary.md").read_text()
    sources = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", sources, re.M))
    assert set(re.findall(r"`([A-Z]\w+)`", glossary)) - classes == set()


# --- Pages of the documentation --------------------------------------------------------------
def test_no_link_of_the_docs_is_dead() -> None:
    assert documents.dead_links(PAGES) == []


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "# Here I am\n[a](b.md) ![b](c.png) [d](https://x.fr) [e](#here-i-am) [f](#no)\n"
        "```\n[code](nowhere.md)\n```\n"
    )
    assert documents.dead_links([page]) == ["a.md: b.md", "a.md: c.png", "a.md: #no"]


def test_the_changelog_says_what_comes_next() -> None:
    assert re.search(r"^## Unreleased$", (ROOT / "CHANGELOG.md").read_text(), re.M)


def test_decisions_are_numbered_without_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


# --- Templates -------------------------------------------------------------------------------
def test_every_template_is_used() -> None:
    # Those of sign-in take the place of allauth's, whose views find them by name.
    replaced = set(documents.template_names(Path(allauth.__file__).parent.parent))
    assert documents.unused_templates(PACKAGE, FOUND_BY_NAME | replaced) == []


def test_every_component_says_what_it_is_for() -> None:
    assert documents.headless_components(PACKAGE) == []


def test_every_posted_form_carries_its_token() -> None:
    assert documents.forms_without_token(PACKAGE) == []


def test_faulty_templates_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "web" / "templates" / "web"
    (folder / "components").mkdir(parents=True)
    (folder / "used.html").write_text('{% include "web/components/tag.html" %}')
    (folder / "components" / "tag.html").write_text('<form method="post"></form>')
    (folder / "components" / "card.html").write_text("{# A card. #}<form method='get'></form>")
    (tmp_path / "web" / "views.py").write_text('render(request, "web/used.html#part")')
    assert documents.unused_templates(tmp_path, set()) == ["web/components/card.html"]
    assert documents.headless_components(tmp_path) == ["web/components/tag.html"]
    assert documents.forms_without_token(tmp_path) == ["web/components/tag.html"]


# --- Messages --------------------------------------------------------------------------------
def test_the_english_catalogue_is_complete() -> None:
    catalogue = polib.pofile(str(PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy] == []


def test_translations_keep_their_placeholders() -> None:
    catalogue = polib.pofile(str(PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    changed = []
    for entry in catalogue:
        known = set(placeholder.findall(entry.msgid + entry.msgid_plural))
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            if words and not set(placeholder.findall(words)) <= known:
                changed.append(entry.msgid)
    assert changed == []


@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="gettext is not installed: catalogues not compared"
)
def test_the_catalogues_follow_the_sources() -> None:
    done = subprocess.run(
        [sys.executable, "bin/messages", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
