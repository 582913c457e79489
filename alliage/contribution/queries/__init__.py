"""Readings of the contribution."""
