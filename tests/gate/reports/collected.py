"""Evidence of the two stacks as a run collects it, for tests of what the reports say of it."""

from collections.abc import Iterable
from dataclasses import replace

from gate.asked.attack import load_attack
from gate.asked.attributes import load_cells
from gate.asked.load import load_asked
from gate.asked.names import pytest_ids
from gate.asked.scope import load_scope
from gate.engines.judge import judge
from gate.engines.pytest.runner import SOURCE
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.reports.evidence import Evidence
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

RULES = rulebook()
KNOWN = frozenset(policy.id for policy in RULES) | pytest_ids()


def evidence_of(stacks: Iterable[Stack]) -> Evidence:
    """What the judge finds in stacks, where every pytest policy passes."""
    passed = tuple(Finding(SOURCE, test, WHOLE_STACK, Outcome.PASS) for test in sorted(pytest_ids()))
    assessments = tuple(
        Assessment(
            f"cdktf.out/stacks/{stack.name}/cdk.tf.json",
            "sha256:" + "0" * 64,
            (*judge(stack, RULES), *passed),
            stack=stack,
        )
        for stack in stacks
    )
    evidence = Evidence("2026-11-25", assessments, RULES, asked=replace(load_asked(KNOWN), scope=load_scope()))
    return replace(evidence, cells=load_cells(RULES), attack=load_attack())
