"""All there is to read in a JSON value of any shape."""

from collections.abc import Iterator

# A valid transaction holds far less text. Whatever lies beyond is refused anyway, so nobody waits for it to be read.
TEXT_READ = 1024
# A number of more digits is no card's.
_LARGEST = 10**20


def texts(value: object) -> Iterator[str]:
    """Yield keys, texts and numbers, and what stands side by side in a list or an object once more as one text.

    Without recursion, since the depth is the caller's choice; not much beyond TEXT_READ characters.
    """
    left = TEXT_READ
    waiting = [value]
    while waiting and left > 0:
        item = waiting.pop()
        left -= 1
        if isinstance(item, dict | list):
            inner = [*item.keys(), *item.values()] if isinstance(item, dict) else item
            waiting += inner[:left]
            yield from _side_by_side(inner[:left], left)
        for text in _plain(item):
            yield text[:left]
            left -= len(text)


def _side_by_side(items: list[object], left: int) -> Iterator[str]:
    """All texts and numbers in a row, and groups of four digits once more with the zeros that numbers lose."""
    parts = [part for item in items for part in _plain(item)[:1]]
    yield " ".join(parts)[:left]
    for size in range(1, 5) if len(parts) > 1 else ():
        *before, last = parts
        yield " ".join([*(part.zfill(4) for part in before), last.zfill(size)])[:left]


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
        if isinstance(item, dict | list):
            waiting += [*item.values()][:left] if isinstance(item, dict) else item[:left]
