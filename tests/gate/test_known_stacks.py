"""The gate knows each stack that the application synthesizes, and no other."""

from pathlib import Path

from policies.core.known_stacks import KNOWN_STACKS


def test_each_synthesized_stack_is_known_by_its_name(synthesized: Path) -> None:
    assert {folder.name for folder in synthesized.parents[1].iterdir()} == set(KNOWN_STACKS)
