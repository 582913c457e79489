"""What makes a migration safe to run on an instance that is in use, and to go back from."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

# A column goes in two releases: first no code reads it, then it is removed. The second says so.
SECOND_STEP = "second release"
DESTRUCTIVE = {"RemoveField", "DeleteModel", "RenameField", "RenameModel"}
DATA = {"RunPython", "RunSQL"}


def operations(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Give the operations of a migration, by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in DESTRUCTIVE | DATA or re.match(r"(Add|Alter|Create)[A-Z]", name):
                yield name, node


def is_reversible(call: ast.Call) -> bool:
    """Tell whether a data operation says how to undo itself."""
    named = {keyword.arg for keyword in call.keywords}
    return len(call.args) > 1 or bool(named & {"reverse_code", "reverse_sql"})


def faults(path: Path) -> list[str]:
    """List what is wrong with one migration."""
    tree = ast.parse(path.read_text())
    found = list(operations(tree))
    names = {name for name, _ in found}
    said = ast.get_docstring(tree) or ""
    wrong = []
    if re.search(r"_auto_\d{8}", path.stem):
        wrong.append("has no name of its own")
    if any(name in DATA and not is_reversible(call) for name, call in found):
        wrong.append("cannot be undone")
    if names & DATA and names - DATA:
        wrong.append("mixes data and schema")
    if names & DESTRUCTIVE and SECOND_STEP not in said:
        wrong.append(f"removes without being the {SECOND_STEP}")
    return [f"{path.parent.parent.name}/{path.stem} {words}" for words in wrong]


def all_faults(root: Path) -> list[str]:
    """List what is wrong with the migrations of a package."""
    return [fault for path in sorted(root.glob("*/migrations/[0-9]*.py")) for fault in faults(path)]
