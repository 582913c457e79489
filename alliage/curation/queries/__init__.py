"""Readings of the curation."""
