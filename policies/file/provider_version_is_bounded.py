import re
from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS

RANGE = re.compile(r">= (\d{1,4})\.(\d{1,4})\.(\d{1,4}), < (\d{1,4})\.0\.0", re.ASCII)
OLDEST = (5, 100, 0)
NEXT_MAJOR = 7


class ProviderVersionIsBounded(Policy):
    """The AWS provider is version 5.100.0 or later, and older than 7.

    With 5.100.0 the file is known to plan as it was judged; older ones lack arguments that it relies on. The next major
    version may read the same file in another way.
    """

    id = "FRAUD_FILE_25"
    severity = Severity.MEDIUM
    controls = (controls.NIST_SI_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    claims = ("required_providers",)
    remediation = "Require the version '>= 5.100.0, < 7.0.0', or a narrower range."

    compliant = {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100.0, < 7.0.0"}}}
    violating = {
        "may be any": {"required_providers": {"aws": {"version": ">= 0.0.0"}}},
        "may be an older one": {"required_providers": {"aws": {"version": ">= 5.86.0, < 7.0.0"}}},
        "may be any later one": {"required_providers": {"aws": {"version": ">= 5.100.0"}}},
        "may be none": {"required_providers": {"aws": {"version": ">= 6.9.0, < 5.0.0"}}},
        "is in other digits": {"required_providers": {"aws": {"version": ">= \u0666.100.0, < 7.0.0"}}},
        "may be of the next major version": {"required_providers": {"aws": {"version": ">= 5.100.0, < 8.0.0"}}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        version = resource.get("required_providers", "aws", "version")
        bounds = RANGE.fullmatch(version) if isinstance(version, str) else None
        *lowest, major = map(int, bounds.groups()) if bounds else (0, 0, 0, 0)
        if tuple(lowest) < OLDEST or not lowest[0] < major <= NEXT_MAJOR:
            yield f"requires the AWS provider in version {version!r}, not '>= 5.100.0, < 7.0.0' or a narrower range"
