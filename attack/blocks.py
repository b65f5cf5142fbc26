"""The blocks of a synthesized file as they are written there, and each as the resource that the gate reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policies.core.resources import Resource
from policies.core.strict_json import freeze
from policies.core.terraform_file import TYPED, is_resource, read

Body = dict[str, Any]


class Written(NamedTuple):
    """A block as it is written: `type` is as the gate calls it, `data.aws_ami` or `variable` or `aws_kms_key`."""

    type: str
    name: str
    body: Any

    @property
    def address(self) -> str:
        return f"{self.type}.{self.name}"


def blocks(file: Mapping[str, Any]) -> Iterator[Written]:
    """Every block of a synthesized file, but for what the file says of itself under `//`."""
    for keyword, content in file.items():
        if keyword in TYPED:
            for type_, named in content.items():
                prefix = "" if keyword == "resource" else f"{keyword}."
                yield from (Written(f"{prefix}{type_}", name, body) for name, body in named.items())
        elif keyword == "terraform":
            yield Written(keyword, keyword, content)
        elif keyword == "provider":
            yield from (Written(keyword, name, body) for name, (body,) in content.items())
        elif keyword != "//":
            yield from (Written(keyword, name, body) for name, body in content.items())


def resource(block: Written, about: Any) -> Resource:
    """The block as the gate reads it from the file; `about` is what the file says of itself. Raises Unreadable."""
    file: dict[str, Any] = {"//": about, "resource": {}}
    keyword, _, data = block.type.rpartition(".")
    if is_resource(block.type):
        file["resource"] = {block.type: {block.name: block.body}}
    elif keyword:
        file[keyword] = {data: {block.name: block.body}}
    else:
        file[block.type] = block.body if block.type == block.name else {block.name: block.body}
    (found,) = read(freeze(file))
    return found
