"""All there is to read in a JSON value of any shape."""

from collections.abc import Iterator

# A valid transaction holds far less text. Whatever lies beyond is refused anyway, so nobody waits for it to be read.
TEXT_READ = 1024
# A number of more digits is no card's.
_LARGEST = 10**20


def texts(value: object) -> Iterator[str]:
    """Yield names, texts and numbers one by one, and at last the texts and numbers in a row, as they stand.

    Without recursion, since the depth is the caller's choice; not much beyond TEXT_READ characters.
    """
    left = TEXT_READ
    waiting, row = [value], list[str]()
    while waiting and left > 0:
        item = waiting.pop()
        left -= 1
        names = [name for name in [*item][:left] if isinstance(name, str)] if isinstance(item, dict) else []
        plain = _plain(item)
        for text in [*names, *plain]:
            yield text[: max(left, 0)]
            left -= len(text)
        row += plain[:1]
        waiting += reversed(_inner(item)[: max(left, 0)])
    yield from _in_a_row(row) if len(row) > 1 else ()


def _in_a_row(parts: list[str]) -> Iterator[str]:
    """The parts with blanks between them, and groups of four digits once more with the zeros that numbers lose."""
    yield " ".join(parts)[:TEXT_READ]
    *before, last = parts
    for size in range(1, 5):
        yield " ".join([*(part.zfill(4) for part in before), last.zfill(size)])[:TEXT_READ]


def _inner(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.values()]
    return value if isinstance(value, list) else []


def _plain(value: object) -> list[str]:
    """A text, or the digits of a number: of a fraction with its point and without; nothing of any other type."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_LARGEST < value < _LARGEST:
        return []
    whole = str(abs(int(value)))
    return [whole] if int(value) == value else [whole, str(value).replace(".", "")]


def names(value: object) -> Iterator[str]:
    """Yield the names of all fields, at any depth, and stop where `texts` does."""
    left = TEXT_READ
    waiting = [value]
    while waiting and left > 0:
        item = waiting.pop()
        left -= 1
        if isinstance(item, dict):
            yield from (name[:left] for name in [*item][:left] if isinstance(name, str))
        waiting += _inner(item)[:left]
