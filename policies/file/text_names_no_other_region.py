import re
from collections.abc import Iterator

from policies.aws.region import ANOTHER_REGION, region
from policies.core import Resource, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import working_text
from policies.requirements import REGION

# It begins at the hyphen, which is rare, so that the search is fast; the country's two letters stand before it.
NAMED = re.compile(r"-(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central)(?:east|west)?-\d+")


class TextNamesNoOtherRegion(Policy):
    """No ARN, address or condition names a region other than the provider's.

    Data that a service in another region receives has left the region, and with it what was judged.
    """

    id = "FRAUD_FILE_14"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Take the region from stacks/settings.py."

    compliant = {"description": f"not replicated to {ANOTHER_REGION}", "display_name": f"logs.{REGION}.amazonaws.com"}
    violating = {
        "is an address": {"display_name": f"https://sqs.{ANOTHER_REGION}.amazonaws.com/review"},
        "is a region of a government": {"display_name": {"home": "us-gov-east-1"}},
        "is written large": {"display_name": f"sqs.{ANOTHER_REGION}.amazonaws.com".upper()},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        here = region(stack)
        text = working_text(resource).lower()
        for match in NAMED.finditer(text):
            named = text[max(match.start() - 2, 0) : match.end()]
            if named != here:
                yield f"names the region {named}, not {here}"
