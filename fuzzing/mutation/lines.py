"""Changes of a text of lines, such as TOML: lines and values come, go, move, and stand twice."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from fuzzing.mutation.json_tree import LITERALS, Mutate

VALUES = (
    *(*LITERALS, "2026-12-31", "2026-12-31T00:00:00Z", "07:32:00", "inf", "nan", "1_000", "0b1", "'x'", '"""\nx"""'),
    *("[" * 900 + "]" * 900, "{a=" * 300 + "1" + "}" * 300, "[[]]", "[{}]", '["", ""]', "a.b.c", "[{ a = 1 }]", '"\\'),
)


def mutated(data: bytes, most: int, random: Random, mutate: Mutate, words: Sequence[str]) -> bytes:
    """The text with a few of its lines changed; now and then it is changed as bytes."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    if random.random() < 0.2:
        return mutate(data, most)
    for _ in range(random.choice((1, 1, 2, 3))):
        _change(lines, random, mutate, words)
    made = "\n".join(lines).encode("utf-8", "surrogateescape")
    return made if len(made) <= most else mutate(data, most)


def _change(lines: list[str], random: Random, mutate: Mutate, words: Sequence[str]) -> None:
    at, kind = random.randrange(len(lines)), random.random()
    name, separator, _ = lines[at].partition("=")
    if kind < 0.3 and separator:
        lines[at] = f"{name}{separator} {random.choice((*VALUES, *words))}"
    elif kind < 0.4 and separator:
        lines[at] = f"{random.choice(words or ('a',))} {separator}{lines[at].partition('=')[2]}"
    elif kind < 0.55:
        lines.insert(random.randint(0, len(lines)), lines[at])
    elif kind < 0.65 and len(lines) > 1:
        del lines[at]
    elif kind < 0.75:
        lines.insert(random.randint(0, len(lines)), random.choice(words or ("a",)))
    elif kind < 0.85:
        lines.insert(random.randrange(len(lines)), lines.pop(at))
    else:
        changed = mutate(lines[at].encode("utf-8", "surrogateescape"), 200)
        lines[at] = changed.decode("utf-8", "surrogateescape")
