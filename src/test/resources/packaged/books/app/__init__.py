"""A reading list over HTTP."""
