"""Mutants with a block more: of every type that the provider knows, and of some that others do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attack.blocks import Written
from attack.changes import NEW_TYPE
from attack.edits.absent import ALLOW_ALL, smallest
from attack.mutants import Mutant
from gate.provider.schema import schema

# Blocks that make Terraform read or run what is not in the file, and types of other providers.
OTHERS: Mapping[str, Any] = {
    "module": {"source": "./planted"},
    "locals": {"planted": 1},
    "check": {"assert": {"condition": True, "error_message": "planted"}},
    "variable": {"default": "planted"},
    "output": {"value": "${aws_kms_key.planted.arn}"},
    "null_resource": {"provisioner": [{"local-exec": {"command": "planted"}}]},
    "terraform_data": {"input": "planted"},
    "local_file": {"filename": "planted", "content": "planted"},
    "random_password": {"length": 16},
    "data.external": {"program": ["planted"]},
    "data.http": {"url": "https://planted.example"},
    "ephemeral.aws_ssm_parameter": {"arn": "planted"},
}


def added() -> Iterator[Mutant]:
    """A block of each type, with nothing in it and with what it must hold, or with a policy that allows everything."""
    for type_, block in schema().types.items():
        yield from (_new(type_, body) for body in ({}, smallest(block)))
    for type_ in schema().other_types:
        yield from (_new(type_, body) for body in ({}, {"policy": ALLOW_ALL}))
    yield from (_new(f"data.{type_}", {}) for type_ in schema().data_sources)
    yield from (_new(type_, body) for type_, body in OTHERS.items())


def _new(type_: str, body: Any) -> Mutant:
    block = Written(type_, type_ if type_ == "locals" else "planted", body)
    return Mutant(type_, "", NEW_TYPE, f"{block.address} is new", {block.address: block})
