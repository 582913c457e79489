"""Readings of the open data: what is cited, which datasets there are, how they are told."""
