from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack
from policies.core.blocks import sole
from policies.core.examples import append, refer_to_attribute, replace

STAGE = "${aws_api_gateway_stage.live.stage_name}"


class UsagePlanCoversOnlyThisStage(Policy):
    """Every usage plan is of the stage in this stack, and of no other, without exceptions for a method.

    A plan of another API gives our clients' keys access to it. A throttle of one method wins over that of the plan.
    """

    id = "FRAUD_API_42"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan",)
    claims = ("api_stages",)
    remediation = "Give the plan one entry in api_stages: the id of the API and the name of the stage, nothing else."

    compliant = {"api_stages": [{"api_id": "${aws_api_gateway_rest_api.api.id}", "stage": STAGE}]}
    given = {"aws_api_gateway_rest_api.api": {}, "aws_api_gateway_stage.live": {}}
    violating = {
        "is of no stage": {"api_stages": None},
        "is of a second API": append("api_stages", item={"api_id": "abc123", "stage": "live"}),
        "is of another API": replace("api_stages", 0, "api_id", value="abc123"),
        "is of another stage": replace("api_stages", 0, "stage", value="test"),
        "names the stage by something else": refer_to_attribute("api_stages", 0, "stage", attribute="id"),
        "has an exception": replace(
            "api_stages", 0, "throttle", value=[{"path": "/transaction/POST", "rate_limit": 10_000}]
        ),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        of = sole(resource.get("api_stages"))
        if set(of) != {"api_id", "stage"}:
            yield "is not of exactly one stage, without exceptions"
            return
        if not refers(of["api_id"], "aws_api_gateway_rest_api", "id", stack):
            yield "is not of the REST API in this stack"
        if not refers(of["stage"], "aws_api_gateway_stage", "stage_name", stack):
            yield "is not of the stage in this stack"
