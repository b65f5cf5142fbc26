"""What a line of the log may say of a transaction: words that stand in the code, and no value."""

from collections.abc import Collection


def known_words(values: Collection[object], *words: str) -> str:
    """Return those of the words that are among the values, with commas between them; a value is never repeated."""
    return ", ".join(word for word in words if word in values)
