"""Persistent identifiers, citations, feeds, catalogue and dumps."""
