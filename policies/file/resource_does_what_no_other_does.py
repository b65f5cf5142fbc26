from collections.abc import Hashable, Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.text import few
from policies.file.shared.purpose_examples import DIFFERENT
from policies.file.shared.purposes import PURPOSES

Purpose = tuple[Hashable, ...]


def by_purpose(stack: Stack) -> Mapping[Purpose, list[str]]:
    """The addresses of the resources, by what each is for."""
    found: dict[Purpose, list[str]] = {}
    for resource in stack.of(*PURPOSES):
        found.setdefault(purpose(resource), []).append(resource.address)
    return found


def purpose(resource: Resource) -> Purpose:
    """What a resource is for: its type, and the values of what decides."""
    return (resource.type, *map(resource.get, PURPOSES[resource.type]))


class ResourceDoesWhatNoOtherDoes(Policy):
    """No resource does again what another one of its type does already.

    Of two subscriptions, alarms or targets for the same thing each person and each queue gets everything twice, and
    whoever corrects the one believes that it is done. Of two stages, deployments or settings one undoes the other.
    """

    id = "FRAUD_FILE_51"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_7.supports,)
    stacks = KNOWN_STACKS
    applies_to = tuple(PURPOSES)
    remediation = "Keep one of each, and let it be for something of its own."

    compliant = {"resource_arn": "${aws_api_gateway_stage.live.arn}"}
    given = DIFFERENT
    violating = {"is there twice": copy_resource(), "is there twice, and differs": copy_resource({"tags": {"a": "b"}})}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        others = [each for each in stack.once(by_purpose)[purpose(resource)] if each != resource.address]
        if others:
            same = " and ".join(PURPOSES[resource.type]) or "type"
            yield f"does what {few(others)} does, too: the same {same}"
