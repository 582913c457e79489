"""Bring files in: receive, examine, apply, forget."""

from .running import apply_run, check_run
from .steps import (
    RefusedImport,
    apply,
    ask_to_stop,
    forget_old_files,
    name_columns,
    receive,
    sheets_offered,
)

__all__ = [
    "RefusedImport",
    "apply",
    "apply_run",
    "ask_to_stop",
    "check_run",
    "forget_old_files",
    "name_columns",
    "receive",
    "sheets_offered",
]
