"""Every policy as a custom Checkov check.

    checkov -d cdktf.out --framework terraform_json --external-checks-dir policies

Checkov hands a check one resource, in a wrapped form, and the file's name relative to a root that it does not tell; it
drops a check that raises, or that answers UNKNOWN, without a word. So a check finds the whole file itself, reads it as
the gate does, and answers FAILED to whatever it cannot judge. Blocks that Checkov hands to nobody (variables, outputs,
the terraform block, what should be there and is not) are told at the provider, with which every file begins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from checkov.common.checks.base_check import BaseCheck
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.registry import resource_registry

from policies.core.policy import EVERY_RESOURCE, Policy
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import BrokenRulebook, rulebook
from policies.core.stack import Stack
from policies.core.terraform_file import is_resource

SCANNER = "run_block"
HANDED: list[Stack] = []


class Presented(BaseCheck):
    """One policy, as Checkov knows checks; `entities` are the types that it is asked about."""

    def __init__(self, policy: Policy, block: str, entities: Iterable[str]) -> None:
        super().__init__(
            name=policy.title.rstrip("."),
            id=policy.id,
            categories=[CheckCategories.CONVENTION],
            supported_entities=tuple(entities),
            block_type=block,
        )
        self.policy = policy

    def run(
        self, scanned_file: str, entity_configuration: Any, entity_name: str, entity_type: str, skip_info: Any
    ) -> dict[str, Any]:
        try:
            stack = _scanned()
            at_provider = self.block_type == "provider"
            said = beyond(self.policy, stack) if at_provider else self.at(f"{entity_type}.{entity_name}", stack)
        except (Exception, SystemExit) as error:  # Checkov would drop the check, and nobody would miss it
            said = [f"the policy could not judge: {type(error).__name__}: {error}"]
        self.details = said or []
        answer = CheckResult.UNKNOWN if said is None else CheckResult.FAILED if said else CheckResult.PASSED
        return {"result": answer, "evaluated_keys": []}

    def at(self, address: str, stack: Stack) -> list[str] | None:
        """What is wrong at an address; None where the policy does not concern it."""
        if not stack.of("provider"):
            return ["the file has no provider, at which the rest of it would be judged"]
        resource = stack.by_address.get(address)
        if resource is None:
            return [f"the gate reads no {address} in this file"]
        return _violations(self.policy, resource, stack)

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        return CheckResult.FAILED  # never called: `run` answers


class Broken(BaseCheck):
    """What stands in for every policy where one of them does not import: Checkov would go on without any of them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "BROKEN_RULEBOOK", [CheckCategories.CONVENTION], ("*",), "resource")

    def scan_entity_conf(self, conf: dict[str, Any], entity_type: str) -> CheckResult:
        return CheckResult.FAILED


def beyond(policy: Policy, stack: Stack) -> list[str]:
    """What a policy says of the blocks that Checkov hands to no check, and of those that are missing."""
    return list(_beyond(policy, stack))


def _beyond(policy: Policy, stack: Stack) -> Iterator[str]:
    covered = [each for each in stack.resources if policy.covers(each.type)]
    for type_ in policy.applies_to:
        if type_ != EVERY_RESOURCE and not stack.of(type_):
            yield f"there is no {type_} in the stack to judge"
    if covered and all(_violations(policy, each, stack) is None for each in covered):
        yield "there is nothing in the stack that it judges"
    for each in covered:
        if not is_resource(each.type):
            yield from (f"{each.place} {said}" for said in _violations(policy, each, stack) or ())


def _violations(policy: Policy, resource: Resource, stack: Stack) -> list[str] | None:
    if not policy.covers(resource.type) or not policy.concerns(resource, stack):
        return None
    return list(policy.violations(resource, stack))


@contextmanager
def handed(stack: Stack) -> Iterator[None]:
    """Lets the checks judge this stack, whatever file is scanned."""
    HANDED.append(stack)
    try:
        yield
    finally:
        HANDED.pop()


def _scanned() -> Stack:
    """The file that is being scanned, which only the scanner's own frame names; raises LookupError."""
    if HANDED:
        return HANDED[-1]
    frame = sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_code.co_name == SCANNER and "full_file_path" in frame.f_locals:
            path = Path(frame.f_locals["full_file_path"])
            about = path.stat()
            return _loaded(path, about.st_mtime_ns, about.st_size)
    raise LookupError("Checkov does not say which file it scans")


@lru_cache(maxsize=1)
def _loaded(path: Path, _changed: int, _size: int) -> Stack:
    return Stack.load(path.read_bytes(), blocks(files()))


def present(policies: Iterable[Policy]) -> None:
    """Makes each policy known to Checkov: at the resources that it covers, and at the provider."""
    for policy in policies:
        resource_registry.register(Presented(policy, "resource", policy.forbids or policy.applies_to))
        provider_registry.register(Presented(policy, "provider", ("*",)))


try:
    present(rulebook())
except BrokenRulebook as error:
    resource_registry.register(Broken(str(error)))
