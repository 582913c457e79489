"""Writes of the territories context: loading the geography, rebuilding its tables."""

from .load import Loaded, load_territories

__all__ = ["Loaded", "load_territories"]
