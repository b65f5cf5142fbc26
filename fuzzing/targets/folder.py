"""What lies beside a stack (policies/core/deployed_folder.py, gate/output.py): a manifest, a lock, another stack."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fuzzing import plain_json, sameness
from fuzzing.given_file import given
from fuzzing.oracle import deeply, refused, require
from gate.output import Foreign, refuse_foreign
from policies.core.deployed_folder import FOLDER, LOCK, MANIFEST, STACK, blocks
from policies.core.function_sources import NoSource
from policies.core.known_stacks import ACCOUNT, SYSTEM
from policies.core.snapshot import FILE, Entry
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable, is_resource


def run(data: bytes) -> None:
    """Describes a folder in which each of these files holds the same bytes."""
    paths = (MANIFEST, f"stacks/{SYSTEM}/{LOCK}", f"stacks/{ACCOUNT}/cdk.tf.json")
    found = [*blocks([Entry(path, FILE, data) for path in paths], SYSTEM, (), NoSource("none"))]
    (folder,) = (block for block in found if block.type == FOLDER)
    with deeply():
        manifest = folder.get("manifest")
        if manifest is not None:
            require(sameness.same(manifest, plain_json.one_meaning(data.decode())), "has another manifest")
    lock = folder.get("lock")
    require(lock is None or lock == data.decode(), "has another lock")
    _another_stack(data, [block.values for block in found if block.type == STACK])
    _earlier_synthesis(data)


def _another_stack(data: bytes, described: list[object]) -> None:
    """It is described where it can be read, and holds the same resources as where it is judged."""
    try:
        stack = Stack.load(data)
    except Unreadable:
        require(not described, "describes a stack that cannot be read")
        return
    expected: dict[str, dict[str, object]] = {}
    for block in stack.resources:
        if is_resource(block.type):
            expected.setdefault(block.type, {})[block.name] = block.values
    require(described == ([expected] if stack.name == ACCOUNT else []), "describes another stack than lies there")


def _earlier_synthesis(data: bytes) -> None:
    """A folder is written over only if its manifest is one of CDKTF's."""
    output = given(data, f"output/{MANIFEST}").parent
    try:
        refuse_foreign(output)
    except Foreign as error:
        refused(error)
    else:
        require(json.loads(data).keys() == {"stacks", "version"}, "would write over what no synthesis wrote")


def seeds() -> Iterator[bytes]:
    """A manifest, a lock, and a stack."""
    yield b'{"version": "0.21.0", "stacks": {"account": {"name": "account", "workingDirectory": "stacks/account"}}}'
    yield b'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.0.0"\n}\n'
    keys = {
        "aws_kms_key": {"traces": {"enable_key_rotation": True}},
        "aws_xray_encryption_config": {"x": {"type": "KMS"}},
    }
    yield json.dumps({"//": {"metadata": {"stackName": "account"}}, "resource": keys}).encode()
