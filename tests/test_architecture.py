"""The shape of the house: what import-linter cannot see, and the ceilings.

Each rule is followed by proof that it can fail: a fault is planted, and must be caught.
"""

import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests import house_rules as rules

PACKAGE = rules.ROOT / "alliage"
TESTS = rules.ROOT / "tests"
# Receivers on another context that we accept, each with its reason.
ALLOWED_RECEIVERS: tuple[rules.Allowed, ...] = ()


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write a small tree."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_the_layers_are_read_from_the_contract() -> None:
    assert rules.may_name("capitalisation", "network")
    assert rules.may_name("network", "network")
    assert not rules.may_name("network", "capitalisation")
    assert not rules.may_name("territories", "search"), "siblings do not see each other"


def test_every_context_has_its_place_in_the_layers() -> None:
    folders = {p.parent.name for p in PACKAGE.glob("*/__init__.py")}
    assert folders == set(rules.layers())


# --- 1. Private modules ----------------------------------------------------------------------
def test_no_context_imports_the_private_modules_of_another() -> None:
    assert rules.private_imports() == []


def test_an_import_of_a_private_module_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = {
        "planted/__init__.py": "",
        "planted/network/__init__.py": "",
        "planted/network/models.py": "",
        "planted/network/forms.py": "",
        "planted/capitalisation/__init__.py": "",
        "planted/capitalisation/forms.py": "from planted.network import models\n",
        "planted/capitalisation/views.py": "def view():\n    from planted.network import forms\n",
        "planted/config/__init__.py": "from planted.network import forms\n",
    }
    monkeypatch.syspath_prepend(str(plant(tmp_path, planted)))
    found = rules.private_imports("planted")
    assert found == ["planted.capitalisation.views imports planted.network.forms"]
    for name in [name for name in sys.modules if name.split(".")[0] == "planted"]:
        del sys.modules[name]


# --- 2. Relations between models -------------------------------------------------------------
def test_no_relation_points_to_a_higher_context() -> None:
    assert rules.upward_relations(apps.get_models(include_auto_created=True)) == []


@isolate_apps("alliage.network")
def test_a_relation_to_a_higher_context_is_caught() -> None:
    class Planted(models.Model):
        alliance = models.ForeignKey(
            apps.get_model("capitalisation", "Alliance"), models.CASCADE, related_name="+"
        )
        territory = models.ForeignKey(
            apps.get_model("territories", "Territory"), models.CASCADE, related_name="+"
        )

        class Meta:
            app_label = "network"

        def __str__(self) -> str:
            return ""

    assert rules.upward_relations([Planted]) == [
        "network.Planted.alliance → capitalisation.Alliance"
    ]


# --- 3. Templates ----------------------------------------------------------------------------
def test_no_template_names_a_higher_context() -> None:
    assert rules.upward_templates(PACKAGE) == []


def test_a_template_that_names_a_higher_context_is_caught(tmp_path: Path) -> None:
    planted = {
        "search/templates/search/a.html": "{% url 'territories:territory' 1 %}",
        "search/templates/search/b.html": '{% include "capitalisation/card.html" with x=1 %}',
        "web/templates/web/base.html": '{% url "pages:home" %}',
        "web/templates/web/fine.html": '{# {% url "pages:home" %} #}{% url "admin:index" %}',
        "network/templates/network/fine.html": '{% extends "web/base.html" %}'
        "{% url 'territories:territory' 1 %}{% url 'network:organisations' %}",
    }
    assert rules.upward_templates(plant(tmp_path, planted)) == [
        "search/templates/search/a.html names territories",
        "search/templates/search/b.html names capitalisation",
        "web/templates/web/base.html names config",
    ]


# --- 4. Signals ------------------------------------------------------------------------------
def test_no_context_listens_to_the_models_of_another() -> None:
    assert rules.foreign_receivers(PACKAGE, ALLOWED_RECEIVERS) == []


def test_a_receiver_on_another_context_is_caught_unless_it_is_allowed(tmp_path: Path) -> None:
    head = "from django.db.models.signals import post_save\n"
    planted = {
        "search/apps.py": f"{head}from alliage.network.models import Organisation\n"
        "post_save.connect(print, sender=Organisation)\n",
        "network/apps.py": f"{head}post_save.connect(print)\n",
        "network/rows.py": f"{head}from .models import Organisation\n"
        "post_save.connect(print, sender=Organisation)\n",
        "accounts/apps.py": "@receiver(post_save, sender='network.Organisation')\n"
        "def f(sender, **kwargs): ...\n",
    }
    root = plant(tmp_path, planted)
    assert rules.foreign_receivers(root) == [
        "accounts/apps.py:1 listens to network",
        "network/apps.py:2 listens to *",
        "search/apps.py:3 listens to network",
    ]
    allowed = [rules.Allowed("search/apps.py", "network", "drops a cache")]
    assert len(rules.foreign_receivers(root, allowed)) == 2


# --- Ceilings --------------------------------------------------------------------------------
def test_modules_tests_and_templates_stay_short() -> None:
    every_template = [path for _, path in rules.templates(PACKAGE)]
    assert rules.too_long_files(rules.code_files(PACKAGE), rules.MODULE_LINES) == []
    assert rules.too_long_files(rules.code_files(TESTS), rules.TEST_LINES) == []
    assert rules.too_long_files(every_template, rules.TEMPLATE_LINES) == []


def test_functions_stay_short() -> None:
    paths = rules.code_files(PACKAGE) + rules.code_files(TESTS)
    assert rules.too_long_functions(paths) == []


def test_views_gate_ask_and_render() -> None:
    assert rules.long_views(PACKAGE) == []


def test_files_and_functions_over_a_ceiling_are_caught(tmp_path: Path) -> None:
    body = "    x = 1\n" * 41
    planted = {
        "network/views.py": f'def page(request):\n    """Doc."""\n{body}',
        "network/models.py": f"class A:\n  def f(self):\n{body.replace('    ', '      ')}",
        "network/reasoned.py": f"# Over the ceiling: one table of data.\ndef f():\n{body}",
        "network/silent.py": f"# Over the ceiling\ndef g():\n{body}",
        "network/fine.py": f'def f():\n    """{"Doc.\n" * 60}"""\n    return 1\n',
    }
    root = plant(tmp_path, planted)
    files = rules.code_files(root)
    assert [line.rsplit("/")[-1] for line in rules.too_long_functions(files)] == [
        "models.py:2 f: 41 lines",
        "silent.py:2 g: 41 lines",
        "views.py:1 page: 41 lines",
    ]
    assert len(rules.long_views(root)) == 1
    assert [line.rsplit("/")[-1] for line in rules.too_long_files(files, 60)] == [
        "fine.py: 63 lines"
    ]


def test_no_module_is_a_drawer() -> None:
    assert rules.drawers(PACKAGE) == []


def test_a_drawer_is_caught(tmp_path: Path) -> None:
    root = plant(
        tmp_path, {"network/utils.py": "", "network/core/x.py": "", "network/names.py": ""}
    )
    assert rules.drawers(root) == ["network/core", "network/utils.py"]


def test_computation_knows_nothing_of_django() -> None:
    assert rules.django_in(PACKAGE / "calc") == []


def test_an_import_of_django_in_computation_is_caught(tmp_path: Path) -> None:
    root = plant(tmp_path, {"a.py": "def f():\n    from django.db import models\n", "b.py": ""})
    assert rules.django_in(root) == ["a.py:2"]


# --- Dependencies ----------------------------------------------------------------------------
def test_run_time_dependencies_are_few_and_each_is_justified() -> None:
    pyproject = rules.ROOT / "pyproject.toml"
    adr = rules.ROOT / "docs" / "adr" / "0001-stack.md"
    assert len(rules.pyproject_dependencies(pyproject)) <= rules.DEPENDENCIES
    assert rules.undocumented_dependencies(pyproject, adr) == []


def test_a_dependency_without_justification_is_caught(tmp_path: Path) -> None:
    text = '[project]\ndependencies = ["django~=6.1", "psycopg[binary]>=3", "left-pad"]\n'
    plant(tmp_path, {"pyproject.toml": text, "adr.md": "- `django`: web\n- `psycopg`: base\n"})
    found = rules.undocumented_dependencies(tmp_path / "pyproject.toml", tmp_path / "adr.md")
    assert found == ["left-pad"]
