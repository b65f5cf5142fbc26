from collections.abc import Iterator

from policies.aws.api_paths import path_of
from policies.core import Resource, Severity, Stack
from policies.core.examples import append, at_every, refer_to_attribute, remove, replace
from policies.core.kinds import Attributes, Block, Exactly, ReferenceTo
from policies.core.strict_json import Json
from policies.requirements import CLIENT_BURST, CLIENT_RATE, LARGEST_BATCH

API = ReferenceTo("aws_api_gateway_rest_api", "id", otherwise="is not of the REST API in this stack")
STAGE = ReferenceTo("aws_api_gateway_stage", "stage_name", otherwise="is not of the stage in this stack")
PATH, METHOD = "aws_api_gateway_resource", "aws_api_gateway_method"
# With all payments that a call may bring, they are as many a second as alone; and who asks leaves half to payments.
SHARES = {"/transactions/POST": LARGEST_BATCH, "/transaction/{transaction_id}/GET": 2}
THROTTLES: tuple[Json, ...] = tuple(
    {"path": path, "rate_limit": CLIENT_RATE // share, "burst_limit": CLIENT_BURST // share}
    for path, share in SHARES.items()
)
SLOWER = Exactly(THROTTLES, otherwise="does not throttle calls with many payments, and questions, as agreed")
GIVEN = {
    f"{PATH}.many": {"path_part": "transactions"},
    f"{PATH}.payments": {"path_part": "transaction"},
    f"{PATH}.payment": {"path_part": "{transaction_id}", "parent_id": f"${{{PATH}.payments.id}}"},
    f"{METHOD}.call": {"http_method": "POST", "resource_id": f"${{{PATH}.many.id}}"},
    f"{METHOD}.question": {"http_method": "GET", "resource_id": f"${{{PATH}.payment.id}}"},
}
ONE_STAGE = Block({"api_id": API, "stage": STAGE, "throttle": SLOWER}, otherwise="is not of exactly one stage")


def served(stack: Stack) -> frozenset[str]:
    """Each method of the API behind its path, as a usage plan names it."""
    found = ((stack.resolve(each.get("resource_id"), "id"), each.get("http_method")) for each in stack.of(METHOD))
    return frozenset(f"{path_of(path, stack)}/{method}" for path, method in found)


class UsagePlanCoversOnlyThisStage(Attributes):
    """Every usage plan is of the stage in this stack and of no other, and permits less of two methods.

    A plan of another API gives our clients' keys access to it. A throttle of one method may win over that of the plan,
    so no other has one. A call with 25 payments is worth 25 of one. The rate of the plan stays that of all methods of a
    key together, and AWS sets no throttle of a method that is not there.
    """

    id = "FRAUD_API_42"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_usage_plan",)
    required = {"api_stages": ONE_STAGE}
    remediation = "Give the plan one entry in api_stages, and in it the throttles of stacks/client.py, nothing else."

    compliant = {"api_stages": [ONE_STAGE.compliant]}
    given = GIVEN
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
        "throttles another method": replace("api_stages", 0, "throttle", 0, "path", value="/transactions/GET"),
        "throttles every payment": replace("api_stages", 0, "throttle", 0, "path", value="/*/*"),
        "throttles by no burst": remove("api_stages", 0, "throttle", 0, "burst_limit"),
        "throttles no question": remove("api_stages", 0, "throttle", 1),
        "throttles no call with many payments": remove("api_stages", 0, "throttle", 0),
        "throttles what is not there": at_every(METHOD, {"http_method": "PUT"}),
        "throttles what has moved": at_every(PATH, {"path_part": "payments"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        yield from (
            f"throttles {path}, which the API does not serve" for path in SHARES if path not in stack.once(served)
        )
