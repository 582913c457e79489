"""Readings of the territories context."""

from .gazetteer import Gazetteer
from .placing import Placement, Placer, Stated, UnknownPlace

__all__ = ["Gazetteer", "Placement", "Placer", "Stated", "UnknownPlace"]
