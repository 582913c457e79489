"""Filters of the accounts templates."""
