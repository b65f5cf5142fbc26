from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Address, Draft, named_edit, rename_resources

GROUP = "aws_cloudwatch_log_group"
PREFIX = "API-Gateway-Execution-Logs_"


@named_edit("removes the log group of executions, and what waits for it waits no more")
def remove_group(draft: Draft, at: Address) -> None:
    for group in [each for each in draft.of(GROUP) if draft[each]["name"].startswith(PREFIX)]:
        del draft[group]
        draft[at]["depends_on"] = [each for each in draft[at].get("depends_on", ()) if each != ".".join(group)]


class StageHasItsExecutionLogGroup(Policy):
    """The stack holds, for each API stage, the log group that API Gateway writes executions to.

    Its name is fixed: the API's id and the stage. Where it is missing, API Gateway makes it itself, without our key and
    without an end to its retention, and none of the rules on log groups would see it.
    """

    id = "FRAUD_LOG_3"
    severity = Severity.HIGH
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Build the API with stacks.api.Api: it makes the group, named by the API's id and the stage."

    compliant = {"rest_api_id": "${aws_api_gateway_rest_api.api.id}", "stage_name": "live"}
    given = {
        "aws_api_gateway_rest_api.api": {"name": "fraud-detection"},
        f"{GROUP}.executions": {"name": PREFIX + "${aws_api_gateway_rest_api.api.id}/live"},
    }
    violating = {
        "has none": remove_group,
        "has a group of another stage": rename_resources(GROUP, "/live", "/test"),
        "has a group that API Gateway does not know": rename_resources(GROUP, PREFIX, "/aws/apigateway/"),
        "has a group spelled otherwise": rename_resources(GROUP, PREFIX, PREFIX.lower()),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name = f"{PREFIX}{resource.get('rest_api_id')}/{resource.get('stage_name')}"
        if not stack.having(GROUP, "name", name):
            yield f"has no log group named {name}"
