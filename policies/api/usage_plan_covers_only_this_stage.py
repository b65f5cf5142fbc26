from policies.core import Severity
from policies.core.examples import append, refer_to_attribute, remove, replace
from policies.core.kinds import Attributes, Block, Exactly, ReferenceTo
from policies.core.strict_json import Json

API = ReferenceTo("aws_api_gateway_rest_api", "id", otherwise="is not of the REST API in this stack")
STAGE = ReferenceTo("aws_api_gateway_stage", "stage_name", otherwise="is not of the stage in this stack")
# Calls a second: with 25 payments each they are as many payments as a client may send alone; who asks takes half of the
# plan's rate at most.
THROTTLES: tuple[Json, ...] = (
    {"path": "/transactions/POST", "rate_limit": 40, "burst_limit": 80},
    {"path": "/transaction/{transaction_id}/GET", "rate_limit": 500, "burst_limit": 1_000},
)
SLOWER = Exactly(THROTTLES, otherwise="does not throttle calls with many payments, and questions, as agreed")
ONE_STAGE = Block({"api_id": API, "stage": STAGE, "throttle": SLOWER}, otherwise="is not of exactly one stage")


class UsagePlanCoversOnlyThisStage(Attributes):
    """Every usage plan is of the stage in this stack and of no other, and permits less of two methods.

    A plan of another API gives our clients' keys access to it. A throttle of one method may win over that of the plan,
    so no other has one. A call with 25 payments is worth 25 of one.
    """

    id = "FRAUD_API_42"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan",)
    required = {"api_stages": ONE_STAGE}
    remediation = "Give the plan one entry in api_stages, and in it the throttles of stacks/client.py, nothing else."

    compliant = {"api_stages": [ONE_STAGE.compliant]}
    violating = {
        "is of a second API": append("api_stages", item={"api_id": "abc123", "stage": "live"}),
        "is of another API": replace("api_stages", 0, "api_id", value="abc123"),
        "is of another stage": replace("api_stages", 0, "stage", value="test"),
        "names the stage by something else": refer_to_attribute("api_stages", 0, "stage", attribute="id"),
        "has an exception": replace(
            "api_stages", 0, "throttle", value=[{"path": "/transaction/POST", "rate_limit": 10_000}]
        ),
        "has one more exception": append(
            "api_stages", 0, "throttle", item={"path": "/report/POST", "rate_limit": 10_000, "burst_limit": 10_000}
        ),
        "permits many calls with many payments": replace("api_stages", 0, "throttle", 0, "rate_limit", value=1_000),
        "permits many of them at once": replace("api_stages", 0, "throttle", 0, "burst_limit", value=2_000),
        "throttles another path": replace("api_stages", 0, "throttle", 0, "path", value="/transaction/POST"),
        "throttles no question": remove("api_stages", 0, "throttle", 1),
    }
