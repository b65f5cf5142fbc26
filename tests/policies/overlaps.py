"""Writes the record of which other policies notice each policy's violating examples: `make overlaps`.

The record is reviewed in the diff: a policy that notices more, or less, than it did shows there.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from multiprocessing import cpu_count, get_context
from pathlib import Path

import click

from gate.atomic import replace
from gate.synthesis import synthesis
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import Policy
from policies.core.rulebook import rulebook
from policies.core.whole_stack import whole_stack
from tests.policies.planting import Planting

RECORD = Path(__file__).with_name("overlaps.json")
Overlaps = Mapping[str, list[str]]


def field(file: Path) -> Planting:
    """The stack of a synthesized file, beside what its functions call and the folder it lies in, and the rulebook."""
    return Planting(whole_stack(file), rulebook())


def fields(file: Path) -> Sequence[Planting]:
    """The same of each known stack, one of which is the file's."""
    return [field(file.parents[1] / stack / file.name) for stack in KNOWN_STACKS]


def overlaps(fields: Sequence[Planting], policy_id: str) -> Overlaps:
    """By example: the ids of the other policies that notice it in any stack; what no other notices is left out."""
    (policy,) = (policy for policy in fields[0].rulebook if policy.id == policy_id)
    noticing = {name: sorted(_noticing(fields, policy, name)) for name in policy.violating}
    return {name: others for name, others in noticing.items() if others}


def _noticing(fields: Sequence[Planting], policy: Policy, name: str) -> set[str]:
    return {other for field in fields if field.plants(policy, name) for other in field.noticing(policy, name)}


def recorded() -> Mapping[str, Overlaps]:
    """What the record says, by the id of the policy."""
    return dict(json.loads(RECORD.read_text(encoding="utf-8")))


def written(record: Mapping[str, Overlaps]) -> str:
    """The record as JSON, a line for each example."""
    policies = (f"  {json.dumps(policy)}: {_examples(examples)}" for policy, examples in record.items())
    return "{\n" + ",\n".join(policies) + "\n}\n"


def _examples(examples: Overlaps) -> str:
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(others)}" for name, others in examples.items())
    return "{\n" + lines + "\n  }" if lines else "{}"


def of_all(file: Path) -> Mapping[str, Overlaps]:
    """The record of a synthesized file and today's rulebook, on all cores."""
    ids = [policy.id for policy in rulebook()]
    shares = [ids[first :: cpu_count()] for first in range(cpu_count())]
    with get_context("spawn").Pool() as pool:
        found = dict(chain.from_iterable(pool.map(partial(_of_some, file), shares)))
    return {policy_id: found[policy_id] for policy_id in ids}


def _of_some(file: Path, ids: Sequence[str]) -> list[tuple[str, Overlaps]]:
    real = fields(file)
    return [(policy_id, overlaps(real, policy_id)) for policy_id in ids]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Renew the record of which other policies notice a policy's violating examples.

    It synthesizes both stacks, and takes a minute or two on all cores. Review the difference.

    \b
    Example:
      make overlaps

    \b
    Exit status:
      0  the record is written
      1  it could not be made
    """
    with synthesis() as folder:
        record = written(of_all(next(folder.glob("stacks/*/cdk.tf.json"))))
    before = RECORD.read_text(encoding="utf-8") if RECORD.exists() else ""
    replace(RECORD, record)
    print(f"{RECORD.name}: {'as it was' if record == before else 'changed; review the diff'}", file=sys.stderr)


if __name__ == "__main__":
    main(prog_name="python -m tests.policies.overlaps")
