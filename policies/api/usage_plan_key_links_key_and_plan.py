from policies.core import Severity
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, Exactly, ReferenceTo

KEY = ReferenceTo("aws_api_gateway_api_key", "id", otherwise="lets in a key that is not of this stack")
PLAN = ReferenceTo("aws_api_gateway_usage_plan", "id", otherwise="is of a usage plan that is not of this stack")


class UsagePlanKeyLinksKeyAndPlan(Attributes):
    """Every usage plan key links an API key and a usage plan of this stack.

    A key from elsewhere would be a client whom nobody here has let in.
    """

    id = "FRAUD_API_44"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan_key",)
    required = {
        "key_id": KEY,
        "key_type": Exactly("API_KEY", otherwise="is of the type {value}, not API_KEY"),
        "usage_plan_id": PLAN,
    }
    remediation = 'Pass the ids of the key and the plan constructs, and the key_type "API_KEY".'
    violating = {
        "is of another kind": {"key_type": "OTHER"},
        "names the plan by something else": refer_to_attribute("usage_plan_id", attribute="name"),
    }
