"""What a plan holds that the judged file does not ask for, by resource and attribute, and what is known only later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gate.plan.attributes import OTHER, UNWRITTEN, Attributes, Side
from gate.plan.broken import BrokenPlan
from gate.plan.change import DELETE, NOTHING, UPDATE, Change
from gate.plan.forms import text
from gate.plan.known import Known, Unknown
from gate.plan.left_to_aws import ID
from gate.plan.other_blocks import TAGS
from gate.plan.partly_known import is_unknown
from gate.provider.normal import COMMENT
from gate.provider.schema import Schema

# What Terraform itself reads in a block; its bytes are compared, and no plan shows it.
OF_TERRAFORM = frozenset({COMMENT, "depends_on", "lifecycle", "provider"})
UNMADE = "is in the judged file, and the plan does not make it"
UNASKED = "is in the plan, and not in the judged file"
UNKNOWN_TYPE = "is of a type whose arguments the gate does not know; run `make schema`"
EXCHANGED = "is for AWS to give, and the plan has another than AWS gave"


@dataclass(frozen=True)
class Difference:
    """An attribute of a resource in which plan and judged file differ; `reason` never quotes a value."""

    address: str
    attribute: str
    reason: str


@dataclass(frozen=True)
class Later:
    """An attribute whose value is known only after apply. What the judged file writes there is what is planned."""

    address: str
    attribute: str


@dataclass(frozen=True)
class Comparison:
    """Compares the resources and outputs of one judged file with a plan."""

    known: Known
    schema: Schema
    attributes: Attributes

    def resources(self, judged: Mapping[str, Mapping[str, Any]]) -> Iterator[Difference | Later]:
        """All that differs between the blocks of the judged file, by type and name, and the plan."""
        planned = self.known.plan.changes
        bodies = {f"{type_}.{name}": body for type_, blocks in judged.items() for name, body in blocks.items()}
        for address in sorted({*bodies, *planned}):
            change, body = planned.get(address), bodies.get(address)
            if body is None:
                if change and change.action != DELETE:
                    yield Difference(address, "", UNASKED)
            elif change is None or change.action == DELETE:
                yield Difference(address, "", UNMADE)
            elif change.type not in self.schema.types:
                yield Difference(address, "", UNKNOWN_TYPE)
            else:
                yield from self._resource(change, body)

    def outputs(self, judged: Mapping[str, Mapping[str, Any]]) -> Iterator[Difference]:
        """The outputs whose planned value is another."""
        planned = self.known.plan.outputs
        for name in sorted({*judged, *planned}):
            change = planned.get(name)
            if name in judged and (change is None or not self._is_planned(judged[name].get("value"), change)):
                yield Difference(f"output.{name}", "", OTHER)
            elif name not in judged and change and change.action != DELETE:
                yield Difference(f"output.{name}", "", UNWRITTEN)

    def _is_planned(self, value: Any, change: Change) -> bool:
        expected = self.known.evaluated(value)
        if is_unknown(expected) or change.unknown["value"] is True:
            return expected is Unknown.LATER and change.unknown["value"] is True
        return text(change.after["value"]) == text(expected)

    def _resource(self, change: Change, body: Mapping[str, Any]) -> Iterator[Difference | Later]:
        address = change.address
        try:
            written = {name: self.known.evaluated(value) for name, value in body.items() if name not in OF_TERRAFORM}
            side = Side(written, change.after, change.unknown)
            for name, reason in self.attributes.block(change.type, self.schema.types[change.type], side):
                yield Difference(address, name, reason) if reason else Later(address, name)
            yield from (Difference(address, name, EXCHANGED) for name in self._exchanged(change, written))
        except BrokenPlan as error:
            yield Difference(address, "", str(error))

    def _exchanged(self, change: Change, written: Mapping[str, Any]) -> Iterator[str]:
        """What nobody writes and AWS has given, such as an ARN, where the plan has another; it may be unknown.

        Of what is yet to be made AWS has given nothing: such a value is somebody else's.
        """
        if change.action not in (NOTHING, UPDATE):
            block = self.schema.types[change.type]
            taken = {*block.arguments, *block.nested} - {ID}
            yield from sorted(name for name, value in change.after.items() if name not in taken and value is not None)
            return
        for name in sorted({*change.before, *change.after} - written.keys() - {TAGS}):
            is_other = text(change.after.get(name)) != text(change.before.get(name))
            if is_other and change.unknown.get(name) is not True and not self._is_default(change.type, name):
                yield name

    def _is_default(self, type_: str, name: str) -> bool:
        """Whether the provider itself may change it, back to what it takes where nobody writes it."""
        return name in self.schema.types[type_].nested or f"{type_}.{name}" in self.attributes.left_to_aws.planned
