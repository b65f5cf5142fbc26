from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.examples import refer_to_another, refer_to_attribute
from policies.core.kinds import Attributes, Exactly, ReferenceTo

KEY = ReferenceTo("aws_api_gateway_api_key", "id", otherwise="lets in a key that is not of this stack")
PLAN = ReferenceTo("aws_api_gateway_usage_plan", "id", otherwise="is of a usage plan that is not of this stack")


class UsagePlanKeyLinksKeyAndPlan(Attributes):
    """Every usage plan key links an API key of this stack and the usage plan of the same name.

    A key from elsewhere would be a client whom nobody here has let in. By another's plan a caller may do what is meant
    for that one, as often as that one may.
    """

    id = "FRAUD_API_44"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan_key",)
    required = {
        "key_id": KEY,
        "key_type": Exactly("API_KEY", otherwise="is of the type {value}, not API_KEY"),
        "usage_plan_id": PLAN,
    }
    remediation = 'Pass the ids of the key and the plan of one caller, and the key_type "API_KEY".'

    given = {
        "aws_api_gateway_api_key.other": {"name": "fraud-detection-other"},
        "aws_api_gateway_usage_plan.other": {"name": "fraud-detection-other"},
    }
    violating = {
        "is of another kind": {"key_type": "OTHER"},
        "names the plan by something else": refer_to_attribute("usage_plan_id", attribute="name"),
        "is of the plan of another": refer_to_another("usage_plan_id", named="fraud-detection-"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        key, plan = (stack.resolve(resource.get(each)) for each in ("key_id", "usage_plan_id"))
        if key is not None and plan is not None and key.get("name") != plan.get("name"):
            yield f"links the key {key.get('name')!r} and the plan {plan.get('name')!r}, which is of another caller"
