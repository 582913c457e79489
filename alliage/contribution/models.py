"""Telling an alliance together: drafts, review, history, confirmations."""
