from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import refer_to_attribute


class UsagePlanKeyLinksKeyAndPlan(Policy):
    """Every usage plan key links an API key and a usage plan of this stack.

    A key from elsewhere would be a client whom nobody here has let in.
    """

    id = "FRAUD_API_44"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan_key",)
    claims = ("key_id", "key_type", "usage_plan_id")
    remediation = 'Pass the ids of the key and the plan constructs, and the key_type "API_KEY".'

    compliant = {
        "key_id": "${aws_api_gateway_api_key.client.id}",
        "key_type": "API_KEY",
        "usage_plan_id": "${aws_api_gateway_usage_plan.client.id}",
    }
    given = {"aws_api_gateway_api_key.client": {}, "aws_api_gateway_usage_plan.client": {}}
    violating = {
        "lets in a key from elsewhere": {"key_id": "abc123"},
        "links no key": {"key_id": None},
        "is of another kind": {"key_type": "OTHER"},
        "is of a plan from elsewhere": {"usage_plan_id": "abc123"},
        "names the plan by something else": refer_to_attribute("usage_plan_id", attribute="name"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not refers(resource.get("key_id"), "aws_api_gateway_api_key", "id", stack):
            yield "lets in a key that is not of this stack"
        if resource.get("key_type") != "API_KEY":
            yield f"is of the kind {resource.get('key_type')!r}, not API_KEY"
        if not refers(resource.get("usage_plan_id"), "aws_api_gateway_usage_plan", "id", stack):
            yield "is of a usage plan that is not of this stack"
