from policies.core import Severity
from policies.core.examples import append, refer_to_attribute, replace
from policies.core.kinds import Attributes, Block, ReferenceTo

API = ReferenceTo("aws_api_gateway_rest_api", "id", otherwise="is not of the REST API in this stack")
STAGE = ReferenceTo("aws_api_gateway_stage", "stage_name", otherwise="is not of the stage in this stack")
ONE_STAGE = Block({"api_id": API, "stage": STAGE}, otherwise="is not of exactly one stage")


class UsagePlanCoversOnlyThisStage(Attributes):
    """Every usage plan is of the stage in this stack, and of no other, without exceptions for a method.

    A plan of another API gives our clients' keys access to it. A throttle of one method wins over that of the plan.
    """

    id = "FRAUD_API_42"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan",)
    required = {"api_stages": ONE_STAGE}
    remediation = "Give the plan one entry in api_stages: the id of the API and the name of the stage, nothing else."

    compliant = {"api_stages": [ONE_STAGE.compliant]}
    violating = {
        "is of a second API": append("api_stages", item={"api_id": "abc123", "stage": "live"}),
        "is of another API": replace("api_stages", 0, "api_id", value="abc123"),
        "is of another stage": replace("api_stages", 0, "stage", value="test"),
        "names the stage by something else": refer_to_attribute("api_stages", 0, "stage", attribute="id"),
        "has an exception": replace(
            "api_stages", 0, "throttle", value=[{"path": "/transaction/POST", "rate_limit": 10_000}]
        ),
    }
