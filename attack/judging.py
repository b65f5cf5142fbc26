"""What the gate says of a mutant: all policies that notice it, as fast as can be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attack.blocks import Written, blocks, resource
from attack.deployed import FROZEN, deployed
from attack.field import Field
from attack.mutants import Attacked, Mutant
from gate.own_rules import UNREADABLE
from gate.provider.normal import same
from policies.core.policy import Policy
from policies.core.stack import Stack
from policies.core.terraform_file import Unreadable
from policies.core.whole_stack import whole_stack


class Judge:
    """A real stack, the blocks of its file, and the rulebook that judges what they become."""

    def __init__(self, file: Path, rulebook: tuple[Policy, ...]) -> None:
        written: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        self.attacked = Attacked({block.address: block for block in blocks(written)})
        self.stack = whole_stack(file)
        self._about = written.get("//")
        self._field = Field(self.stack, rulebook)

    def noticing(self, mutant: Mutant) -> frozenset[str]:
        """The ids of all that does not pass on the mutant; empty if the gate lets it through."""
        try:
            return frozenset(self._field.failing(self.mutated(mutant)))
        except Unreadable:
            return frozenset({UNREADABLE})

    def mutated(self, mutant: Mutant) -> Stack:
        """The mutant as a stack, read as a file is, with what a synthesis makes of it; raises Unreadable."""
        new = {address: self._read(block) for address, block in mutant.blocks.items()}
        kept = (new.pop(each.address, each) for each in self.stack.resources)
        resources = [each for each in kept if each]
        stack = Stack((*resources, *(each for each in new.values() if each)), self.stack.name)
        is_frozen = any(address.rpartition(".")[0] in FROZEN for address in mutant.blocks)
        return deployed(stack, self.stack) if is_frozen else stack

    def _read(self, block: Written | None) -> Any:
        return resource(block, self._about) if block else None

    def is_equivalent(self, mutant: Mutant) -> bool:
        """Whether Terraform reads the mutant as it reads the real file."""
        for address, block in mutant.blocks.items():
            was = self.attacked.blocks.get(address)
            if was is None or block is None or not same(was.type, was.body, block.body):
                return False
        return True
