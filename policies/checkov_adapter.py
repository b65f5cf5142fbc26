"""Every policy as a custom Checkov check.

    checkov -d cdktf.out --framework terraform_json --external-checks-dir policies

Checkov hands a check one resource, in a form of its own, and drops a check that raises or answers UNKNOWN, without a
message. So a check reads the whole file as the gate does, asks what the gate asks, and answers FAILED to whatever it
cannot judge. Checkov hands some blocks to no check (variables, outputs, the terraform block) and cannot say what is
missing: all of this is reported at the provider, which every file has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from checkov.common.checks.base_check import BaseCheck
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.registry import resource_registry

from policies.core.evaluate import evaluate
from policies.core.policy import Policy
from policies.core.rulebook import BrokenRulebook, rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource
from policies.core.whole_stack import whole_stack

PROVIDER = "provider"
CATEGORIES = [CheckCategories.CONVENTION]
HANDED: list[Stack] = []  # by the gate, see `handed`


class Failing(BaseCheck):
    """Fails everywhere. It stands in for all policies where one does not import: Checkov would go on without them."""

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        return CheckResult.FAILED


class Presented(Failing):
    """One policy, as Checkov knows checks; `entities` are the types that it is asked about."""

    def __init__(self, policy: Policy, block: str, entities: Iterable[str]) -> None:
        super().__init__(policy.title.rstrip("."), policy.id, CATEGORIES, tuple(entities), block)
        self.policy = policy

    def run(
        self, scanned_file: str, entity_configuration: Any, entity_name: str, entity_type: str, skip_info: Any
    ) -> dict[str, Any]:
        address = PROVIDER if self.block_type == PROVIDER else f"{entity_type}.{entity_name}"
        try:
            reasons = self._reasons(address, HANDED[-1] if HANDED else _scanned())
        except (Exception, SystemExit) as error:  # Checkov would drop the check without a message
            reasons = [f"the policy could not judge: {type(error).__name__}: {error}"]
        self.details = list(reasons or ())
        answer = CheckResult.UNKNOWN if reasons is None else CheckResult.FAILED if reasons else CheckResult.PASSED
        return {"result": answer, "evaluated_keys": []}

    def _reasons(self, address: str, stack: Stack) -> Sequence[str] | None:
        """Why the check fails at an address; None where the policy does not concern it, or is not asked."""
        if not stack.of(PROVIDER):
            return ["the file has no provider, at which the rest of it would be judged"]
        if address != PROVIDER and address not in stack.by_address:
            return [f"the gate reads no {address} in this file"]
        return stack.once(_by_address, self.policy).get(address)


def _by_address(stack: Stack, policy: Policy) -> Mapping[str, Sequence[str]]:
    """What is wrong at each resource that the policy concerns, and at the provider what is wrong anywhere else."""
    reasons: dict[str, list[str]] = {PROVIDER: []} if policy.is_asked(stack) else {}
    for resource, violations, error in evaluate(policy, stack):
        wrong = [error] if error else violations
        if resource and is_resource(resource.type):
            reasons.setdefault(resource.address, []).extend(wrong)
        else:
            reasons[PROVIDER] += (f"{resource.place if resource else 'the whole stack'} {reason}" for reason in wrong)
    return reasons


@contextmanager
def handed(stack: Stack) -> Iterator[None]:
    """Lets the checks judge this stack, whatever file Checkov scans."""
    HANDED.append(stack)
    try:
        yield
    finally:
        HANDED.pop()


def _scanned() -> Stack:
    """What Checkov's command line scans, which only a frame of its scanner names; raises LookupError."""
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_name == "run_block" and "full_file_path" in frame.f_locals:
            path = Path(frame.f_locals["full_file_path"])
            return _loaded(path, path.stat().st_mtime_ns)
    raise LookupError("Checkov does not say which file it scans")


@lru_cache(maxsize=1)
def _loaded(path: Path, _changed: int) -> Stack:
    return whole_stack(path)


def present(policies: Iterable[Policy]) -> None:
    """Makes each policy known to Checkov: at the resources that it covers, and at the provider."""
    for policy in policies:
        resource_registry.register(Presented(policy, "resource", policy.forbids or policy.applies_to))
        provider_registry.register(Presented(policy, PROVIDER, ("*",)))


try:
    present(rulebook())
except BrokenRulebook as error:
    resource_registry.register(Failing(str(error), "BROKEN_RULEBOOK", CATEGORIES, ("*",), "resource"))
