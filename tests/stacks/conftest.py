"""What the tests of constructs share: a way to synthesize one of them alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cdktf import App, TerraformStack, Testing

from stacks.app import CONTEXT
from stacks.key import Key
from stacks.settings import Settings

Resources = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()


@pytest.fixture
def new_scope(tmp_path: Path) -> Callable[[], TerraformStack]:
    """An application each, in a folder that goes with the test: what `Testing.app` makes would stay."""
    return lambda: TerraformStack(App(outdir=str(tmp_path / "out"), context=CONTEXT), "test")


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
