"""A synthesized file (policies/core/stack.py): it holds exactly the blocks and references that a second look finds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fuzzing.oracle import deeply, refused, require
from fuzzing.plain_blocks import blocks, references
from fuzzing.targets.strict_json import accepted
from policies.core import strict_json
from policies.core.documents import undecoded
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable


def run(data: bytes) -> None:
    """Reads the file as the gate does."""
    try:
        stack = Stack.load(data)
    except Unreadable as error:
        refused(error)
    else:
        with deeply():
            _accepted(data.decode(), stack)


def _accepted(text: str, stack: Stack) -> None:
    accepted(text, strict_json.loads(text))
    file = json.loads(text)
    found = [(each.type, each.name) for each in stack.resources]
    require(found == [(type_, name) for type_, name, _ in blocks(file)], "names other blocks than the file holds")
    require(stack.name == file["//"]["metadata"]["stackName"], "is of another stack than the file says")
    for resource, (_, _, body) in zip(stack.resources, blocks(file), strict=True):
        _same_block(resource, body)
    again = Stack.load(json.dumps(file).encode())
    require(again.resources == stack.resources, "is another stack once it is written again")


def _same_block(resource: Resource, body: dict[str, Any]) -> None:
    said = {key: value for key, value in body.items() if key != "//"}
    kept = {key: value for key, value in said.items() if value is not None or resource.type == "variable"}
    whole = strict_json.loads(json.dumps(kept))
    require(strict_json.freeze(undecoded(resource.values)) == whole, f"{resource.address} says something else")
    mentioned = {each for text in resource.strings() for each in references(text)}
    require(set(resource.references) == mentioned, f"{resource.address} refers to something else")


def seeds() -> Iterator[bytes]:
    """A small stack with each keyword that Terraform knows, and each stack's name."""
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Action": "sqs:SendMessage", "Effect": "Allow"}]})
    resources = {
        "aws_sqs_queue": {
            "review": {
                "name": "review",
                "kms_master_key_id": "${aws_kms_key.data.arn}",
                "policy": policy,
                "timeouts": None,
                "//": {"metadata": {"path": "fraud-detection/review", "uniqueId": "review"}},
            }
        },
        "aws_kms_key": {"data": {"enable_key_rotation": True, "deletion_window_in_days": 30, "tags": {"a": "b"}}},
    }
    file = {
        "//": {"metadata": {"backend": "local", "stackName": "fraud-detection", "version": "0.21.0"}},
        "provider": {"aws": [{"region": "us-east-1", "allowed_account_ids": ["${var.account_id}"]}]},
        "terraform": {"required_providers": {"aws": {"source": "aws", "version": "6.0.0"}}},
        "variable": {"account_id": {"type": "string", "default": None}},
        "output": {"url": {"value": "https://${aws_sqs_queue.review.url}/x"}},
        "data": {"aws_region": {"current": {}}},
        "resource": resources,
    }
    yield json.dumps(file).encode()
    more = {"moved": [{"from": "a", "to": "b"}], "locals": {"a": 1}, "module": {"m": {"source": "x"}}, "import": {}}
    account = {"//": {"metadata": {"stackName": "account"}}, "resource": {"aws_kms_key": {"k": {}}}, **more}
    yield json.dumps(account).encode()
