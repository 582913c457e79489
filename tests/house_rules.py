"""The rules of the house that no stock linter checks; each function lists violations.

They take the tree to look at, so that the tests can plant a fault in a tree of their own and see
it caught. The layers are those of import-linter's contract: one source.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import grimp
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
PUBLIC_MODULES = {"models", "queries", "services", "permissions"}
WHOLLY_PUBLIC = {"web", "calc"}
COMPOSITION_ROOT = "config"
DRAWER_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "manager",
    "managers",
    "misc",
}
MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 40, 120
TEST_LINES, VIEW_LINES, DEPENDENCIES = 500, 15, 25
# An exception has its reason beside it: « # Over the ceiling: one table of data ».
EXCEPTION = re.compile(r"# Over the ceiling: \w.{9,}")
# Django's own addresses, which any template may name.
FRAMEWORK_NAMESPACES = {"admin"}
# The composition root's pages (home, method, legal…): only its own templates may name them.
CONTEXT_OF_NAMESPACE = {"pages": "config"}


# --- Layers ----------------------------------------------------------------------------------
def layers() -> dict[str, int]:
    """Give each context its height, calc at 0, as pyproject.toml's contract says."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    chain = next(c for c in contracts if c["id"] == "value-chain")["layers"]
    return {
        name.strip(): height
        for height, line in enumerate(reversed(chain))
        for name in line.split("|")
    }


def may_name(source: str, target: str) -> bool:
    """Tell whether a context may refer to another: itself or a lower layer."""
    heights = layers()
    if source == target:
        return True
    if source not in heights or target not in heights:
        return False
    return heights[target] < heights[source]


# --- 1. Private modules ----------------------------------------------------------------------
def private_imports(package: str = "alliage") -> list[str]:
    """List the imports of another context's private modules."""
    graph = grimp.build_graph(package, cache_dir=None, exclude_type_checking_imports=True)
    found = []
    for importer in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            if is_private_import(importer.split(".")[1:], imported.split(".")[1:]):
                found.append(f"{importer} imports {imported}")
    return found


def is_private_import(importer: list[str], imported: list[str]) -> bool:
    """Tell whether an import enters another context elsewhere than by its public modules."""
    if not importer or not imported or importer[0] in (imported[0], COMPOSITION_ROOT):
        return False
    if imported[0] in WHOLLY_PUBLIC:
        return False
    return len(imported) < 2 or imported[1] not in PUBLIC_MODULES


# --- 2. Relations between models -------------------------------------------------------------
def context_of(model: type[models.Model]) -> str | None:
    """Name the context of a model, or None if it is not one of ours."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "alliage" else None


def upward_relations(all_models: Iterable[type[models.Model]]) -> list[str]:
    """List the relations that point to a higher or a sibling context, however they are written."""
    found = []
    for model in all_models:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            target = field.remote_field.model if field.remote_field else None
            source = model._meta.app_label if context_of(model) is None else context_of(model)
            other = context_of(target) if isinstance(target, type) else None
            if source in layers() and other and not may_name(source, other):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


# --- 3. Templates ----------------------------------------------------------------------------
TEMPLATE_REFERENCE = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w-]+)/[^"']*["']""")
URL_REFERENCE = re.compile(r"""{%\s*url\s+["']([\w-]+):[^"']*["']""")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)


def templates(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the templates of a package, each with the context that owns it."""
    for path in sorted(root.glob("*/templates/**/*")):
        if path.is_file():
            yield path.relative_to(root).parts[0], path


def upward_templates(root: Path) -> list[str]:
    """List the templates that include, extend or link to a higher or a sibling context."""
    found = []
    for context, path in templates(root):
        # The examples of a header comment are words, not references.
        text = COMMENT.sub("", path.read_text())
        namespaces = set(URL_REFERENCE.findall(text)) - FRAMEWORK_NAMESPACES
        folders = {name for name in TEMPLATE_REFERENCE.findall(text) if name in layers()}
        named = folders | {CONTEXT_OF_NAMESPACE.get(name, name) for name in namespaces}
        found += [
            f"{path.relative_to(root)} names {name}"
            for name in sorted(named)
            if not may_name(context, name)
        ]
    return found


# --- 4. Signals ------------------------------------------------------------------------------
class Allowed(NamedTuple):
    """A receiver on another context that we accept, with its reason."""

    module: str
    sender: str
    reason: str


def imported_names(tree: ast.Module, package: tuple[str, ...]) -> dict[str, str]:
    """Map the names that a module imports to their absolute origins."""
    origins = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*base, *([node.module] if node.module else [])])
            origins |= {a.asname or a.name: f"{source}.{a.name}" for a in node.names}
    return origins


def receivers(tree: ast.Module, names: dict[str, str]) -> Iterator[tuple[int, ast.expr | None]]:
    """Give the line and the sender (None: any) of each signal receiver of a module."""
    signals = {name for name, origin in names.items() if "signals" in origin}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = ast.unparse(node.func).split(".")
        connects = words[-1] == "connect" and bool(signals & set(words))
        if words == ["receiver"] or connects:
            yield node.lineno, next((k.value for k in node.keywords if k.arg == "sender"), None)


def sender_context(sender: ast.expr | None, names: dict[str, str], own: str) -> str:
    """Name the context that a sender belongs to; "*" when it is everybody."""
    if sender is None:
        return "*"
    if isinstance(sender, ast.Constant):
        return str(sender.value).split(".")[0]
    origin = names.get(ast.unparse(sender).split(".")[0])
    if origin is None:
        return own  # defined in this very module, or the app itself
    parts = origin.split(".")
    return parts[1] if parts[0] == "alliage" else origin


def foreign_receivers(root: Path, allowed: Iterable[Allowed] = ()) -> list[str]:
    """List the signal receivers that listen to another context, or to everybody."""
    accepted = {(a.module, a.sender) for a in allowed}
    found = []
    for path in sorted(root.rglob("*.py")):
        module = path.relative_to(root)
        tree, own = ast.parse(path.read_text()), module.parts[0]
        names = imported_names(tree, ("alliage", *module.parts[:-1]))
        for line, sender in receivers(tree, names):
            context = sender_context(sender, names, own)
            if context != own and (str(module), context) not in accepted:
                found.append(f"{module}:{line} listens to {context}")
    return found


# --- Ceilings --------------------------------------------------------------------------------
def count_lines(path: Path) -> int:
    """Count the lines of a file."""
    return len(path.read_text().splitlines())


def code_files(root: Path) -> list[Path]:
    """List the Python files of a tree, migrations left out."""
    return [path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def too_long_files(paths: Iterable[Path], ceiling: int) -> list[str]:
    """List the files over a ceiling of lines."""
    return [f"{p}: {n} lines" for p in paths if (n := count_lines(p)) > ceiling]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body, its docstring left out."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give the functions and methods of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_excepted(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether the line above a function, or its own, gives a reason for its length."""
    lines = path.read_text().splitlines()[max(0, function.lineno - 2) : function.lineno]
    return any(EXCEPTION.search(line) for line in lines)


def too_long_functions(paths: Iterable[Path], ceiling: int = FUNCTION_LINES) -> list[str]:
    """List the functions whose body is over the ceiling without a reason beside them."""
    return [
        f"{path}:{function.lineno} {function.name}: {lines} lines"
        for path in paths
        for function in functions(path)
        if (lines := body_lines(function)) > ceiling and not is_excepted(path, function)
    ]


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell a view by its first argument."""
    arguments = function.args.posonlyargs + function.args.args
    return bool(arguments) and arguments[0].arg == "request" and not function.name.startswith("_")


def long_views(root: Path) -> list[str]:
    """List the views that do more than gate, ask and render."""
    paths = [p for p in code_files(root) if p.stem == "views" or "views" in p.parts]
    return [
        f"{path}:{function.lineno} {function.name}: {lines} lines"
        for path in paths
        for function in functions(path)
        if is_view(function) and (lines := body_lines(function)) > VIEW_LINES
    ]


def drawers(root: Path) -> list[str]:
    """List the modules and packages named after nothing in particular."""
    paths = [*root.rglob("*.py"), *(p for p in root.rglob("*") if p.is_dir())]
    return sorted(str(p.relative_to(root)) for p in paths if p.stem in DRAWER_NAMES)


def django_in(folder: Path) -> list[str]:
    """List the imports of Django under a folder, wherever they stand in the file."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name.split(".")[0] == "django" for name in names):
                found.append(f"{path.name}:{node.lineno}")
    return found


def undocumented_dependencies(pyproject: Path, adr: Path) -> list[str]:
    """List the run-time dependencies without a line of their own in the decision on the stack."""
    lines = pyproject_dependencies(pyproject)
    documented = set(re.findall(r"^[-|*]\s*\*{0,2}`([\w.-]+)`", adr.read_text(), re.M))
    return sorted(set(lines) - documented)


def pyproject_dependencies(pyproject: Path) -> list[str]:
    """Name the run-time dependencies."""
    declared = tomllib.loads(pyproject.read_text())["project"]["dependencies"]
    return [re.split(r"[\[<>=~! ;]", line)[0] for line in declared]
