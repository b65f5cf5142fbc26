"""Changes of what refers to another block: to a sibling, to another type, to nothing, to what is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attack.changes import EXPRESSION, RETARGETED, Change
from attack.edits.around import Around
from attack.places import Place, document_in

REFERENCE = re.compile(r"\$\{([a-z0-9]+_[a-z0-9_]+)\.([A-Za-z_][A-Za-z0-9_-]*)\.([a-z0-9_]+)\}")
# As `depends_on` names a block.
ADDRESS = re.compile(r"(aws_[a-z0-9_]+)\.([A-Za-z_][A-Za-z0-9_-]*)")
FOREIGN = "999999999999"
SIBLINGS, OTHERS = 4, 3
KEYS = ("alias/aws/sns", "alias/aws/lambda", f"arn:aws:kms:us-east-1:{FOREIGN}:key/planted")


def references(place: Place, around: Around) -> Iterator[Change]:
    """What a reference may point to instead; a text that only holds one is changed in that part."""
    steps, value = place
    if not isinstance(value, str) or document_in(value) is not None:
        return
    for match in {match[0]: match for match in REFERENCE.finditer(value)}.values():
        for other, said in _instead(match, around):
            yield Change(RETARGETED, steps, value.replace(match[0], other), said)
        yield Change(EXPRESSION, steps, value.replace(match[0], f"${{upper({match[0][2:-1]})}}"), "is in capitals")
    address = ADDRESS.fullmatch(value)
    if address:
        for name in _siblings(address[1], address[2], around):
            yield Change(RETARGETED, steps, f"{address[1]}.{name}", f"names {name}")


def _instead(match: re.Match[str], around: Around) -> Iterator[tuple[str, str]]:
    type_, name, attribute = match.groups()
    for other in _siblings(type_, name, around):
        yield f"${{{type_}.{other}.{attribute}}}", f"refers to {type_}.{other}"
    yield f"${{{type_}.planted.{attribute}}}", "refers to what is not there"
    for other in {"arn", "id", "name", "invoke_arn"} - {attribute}:
        yield f"${{{type_}.{name}.{other}}}", f"refers to its {other}"
    for other_type in _types(type_, around):
        (first, *_) = around.named(other_type)
        yield f"${{{other_type}.{first}.{attribute}}}", f"refers to {other_type}.{first}"
    service = type_.split("_")[1]
    yield f"arn:aws:{service}:us-east-1:{FOREIGN}:planted", "is of another account"
    if type_ == "aws_kms_key":
        yield from ((key, f"is {key}") for key in KEYS)


def _siblings(type_: str, name: str, around: Around) -> list[str]:
    """The first and the last ones, since those of one class stand together."""
    others = [other for other in around.named(type_) if other != name]
    return list(dict.fromkeys((*others[: SIBLINGS // 2], *others[-SIBLINGS // 2 :])))


def _types(type_: str, around: Around) -> list[str]:
    """Some other types of the file, the same ones for each reference to a type."""
    types = sorted({block.type for block in around.file.values() if block.type.startswith("aws_")} - {type_})
    start = sum(map(ord, type_)) % max(len(types), 1)
    return (types[start:] + types[:start])[:OTHERS]
