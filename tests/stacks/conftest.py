"""What the tests of constructs share: a way to synthesize one of them alone, and the whole stack as read back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cdktf import TerraformStack, Testing

from stacks.app import CONTEXT
from stacks.key import Key
from stacks.settings import Settings

Resources = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture
def new_scope() -> Callable[[], TerraformStack]:
    return lambda: TerraformStack(Testing.app(context=CONTEXT), "test")


@pytest.fixture
def scope(new_scope: Callable[[], TerraformStack]) -> TerraformStack:
    return new_scope()


@pytest.fixture
def key(scope: TerraformStack, settings: Settings) -> Key:
    return Key(scope, "shared", settings=settings)


@pytest.fixture
def resources(scope: TerraformStack) -> Callable[[], Resources]:
    """Synthesize `scope`: its resources by type, in the order of their addresses."""

    def synthesize() -> Resources:
        content = json.loads(Testing.synth(scope))
        return {kind: list(named.values()) for kind, named in content["resource"].items()}

    return synthesize


@pytest.fixture(scope="session")
def stack(synthesized: Path) -> dict[str, Any]:
    return json.loads(synthesized.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def states(stack: dict[str, Any]) -> dict[str, Any]:
    (machine,) = stack["resource"]["aws_sfn_state_machine"].values()
    return json.loads(machine["definition"])["States"]
