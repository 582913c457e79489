"""What our templates print in place of an undefined variable during tests: a failure.

Django prints nothing, which hides typing errors. Here the placeholder is empty and false, so that
`{% if %}`, `{% for %}` and `|default` work as they do in production; printing it, or handing it to
a filter that reads it as text, raises. Django's own templates (its admin) rely on silence: they
keep it.
"""

import sys
from pathlib import Path

from django.template.base import Node

PACKAGE = str(Path(__file__).resolve().parent.parent / "alliage")


class UndefinedVariableError(Exception):
    """A template of ours prints a variable that its view did not give."""


def rendering_node() -> Node | None:
    """Find the template node at work: the nearest one on the call stack."""
    frame = sys._getframe(1)
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return node
        frame = frame.f_back
    return None


class Undefined(str):
    """An empty text that refuses to be printed by a template under `folder`."""

    __slots__ = ("folder",)
    folder: str

    def refuse(self) -> str:
        """Raise where one of our templates prints this; give Django's own an empty text."""
        node = rendering_node()
        if node is None or not node.origin.name.startswith(self.folder):
            return ""
        line = f"{Path(node.origin.name).name}, line {node.token.lineno}"
        raise UndefinedVariableError(f"{line}: {{{{ {node.token.contents} }}}} is undefined")

    __html__ = refuse
    __str__ = refuse


def undefined(folder: str = PACKAGE) -> Undefined:
    """Make the placeholder that watches the templates under a folder."""
    placeholder = Undefined("")
    placeholder.folder = folder
    return placeholder
