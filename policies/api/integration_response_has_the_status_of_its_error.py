from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import remove_resources

# What Step Functions answers (a pattern for its status; None for all others): what the caller sees.
STATUS_BY_PATTERN = {None: "200", r"4\d{2}": "500", r"5\d{2}": "503"}
TYPE = "aws_api_gateway_integration_response"


class IntegrationResponseHasTheStatusOfItsError(Policy):
    """What Step Functions refuses is an error of ours to the caller, and where it fails the caller may try again.

    With a selection pattern that matches nothing, or too much, an error is answered like a success. What is only
    throttled, the template of the refusals tells apart.
    """

    id = "FRAUD_API_31"
    severity = Severity.HIGH
    applies_to = (TYPE,)
    claims = ("status_code", "selection_pattern")
    remediation = "Map 4xx to 500, 5xx to 503 and all else to 200, as stacks/method.py does."

    compliant = {"status_code": "503", "selection_pattern": r"5\d{2}"}
    given = {
        f"{TYPE}.all": {"status_code": "200"},
        f"{TYPE}.refused": {"status_code": "500", "selection_pattern": r"4\d{2}"},
    }
    violating = {
        "matches everything": {"selection_pattern": ".*"},
        "matches nothing": {"selection_pattern": "no such error"},
        "is decided at deploy time": {"selection_pattern": "${var.pattern}"},
        "stands beside none for what is refused": remove_resources(TYPE, selection_pattern=r"4\d{2}"),
        "has another status": {"status_code": "202"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        pattern, status = resource.get("selection_pattern"), resource.get("status_code")
        if pattern not in STATUS_BY_PATTERN or status != STATUS_BY_PATTERN[pattern]:
            yield f"answers what matches {pattern or 'no other pattern'!r} with {status!r}, which was not agreed"
        if not all(stack.having(TYPE, "selection_pattern", pattern) for pattern in STATUS_BY_PATTERN):
            yield "stands without an integration response for each kind of error"
