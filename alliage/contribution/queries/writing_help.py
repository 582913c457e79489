"""Help to write: a piece of advice, and what a published sheet says there."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HELP = Path(__file__).resolve().parent.parent / "data" / "writing_help.yaml"


@dataclass(frozen=True)
class WritingHelp:
    """What helps to fill one field."""

    advice: str
    example: str


@cache
def writing_help() -> dict[str, WritingHelp]:
    """Read the help, by field of the exchange layout."""
    data = yaml.safe_load(HELP.read_text())
    return {name: WritingHelp(**told) for name, told in data["fields"].items()}


@cache
def example_sheet() -> str:
    """Name the sheet that the examples come from."""
    return str(yaml.safe_load(HELP.read_text())["sheet"])
