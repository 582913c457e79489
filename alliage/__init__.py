"""Alliage: the open platform for alliances of general interest."""
