"""The knowledge base with its real content, as the tests of capitalisation load it."""

from tests.capitalisation.conftest import base, loaded

__all__ = ["base", "loaded"]
