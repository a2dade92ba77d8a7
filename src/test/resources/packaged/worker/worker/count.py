def count(text: str) -> dict[str, int]:
    """The number of lines and words of a text."""
    return {"lines": len(text.splitlines()), "words": len(text.split())}
