"""The REST interface, its tokens and its limits."""
