"""No rows of its own: the open data is read from the contexts below."""
