"""Writes of the open data: the dumps."""

from .dumps import dump_datasets, write_dumps

__all__ = ["dump_datasets", "write_dumps"]
