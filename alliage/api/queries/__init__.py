"""Readings of the interface: pages of lists, and rows laid out for programs."""
