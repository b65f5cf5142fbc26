import re
from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.expressions import REGION
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.text import working_text

# It begins at the hyphen, which is rare, so that the search is fast; the country's two letters stand before it.
NAMED = re.compile(r"-(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central)(?:east|west)?-\d")


class TextNamesNoOtherRegion(Policy):
    """No ARN, address or condition names a region other than us-east-1.

    Data that a service in another region receives has left the region, and with it what was judged.
    """

    id = "FRAUD_FILE_14"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Take the region from stacks/settings.py."

    compliant = {"description": "not replicated to eu-west-1", "display_name": "logs.us-east-1.amazonaws.com"}
    violating = {
        "is an address": {"display_name": "https://sqs.eu-west-1.amazonaws.com/review"},
        "is a region of a government": {"display_name": {"home": "us-gov-east-1"}},
        "is written large": {"display_name": "SQS.US-WEST-2.AMAZONAWS.COM"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        text = working_text(resource).lower()
        for match in NAMED.finditer(text):
            region = text[max(match.start() - 2, 0) : match.end()]
            if region != REGION:
                yield f"names the region {region}, not {REGION}"
