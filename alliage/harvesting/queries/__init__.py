"""Readings of the harvesting context."""

from .answers import answer

__all__ = ["answer"]
