from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import Address, Draft, below, named_edit, refer_to_another

GROUP = "aws_cloudwatch_log_group"
ANALYZER = "${aws_cloudwatch_log_group.analyzer.name}"
DESTINATION = ("access_log_settings", "destination_arn")
EXECUTIONS = "API-Gateway-Execution-Logs_"
OTHERS = "API-Gateway-Execution-Logs_fraud-detection"


@named_edit("names the group of the access log as API Gateway names those of executions, and waits for it as for them")
def name_as_executions(draft: Draft, at: Address) -> None:
    for group in draft.of(GROUP):
        if f".{group[1]}." in below(draft[at], DESTINATION):
            draft[group]["name"] = OTHERS
            draft[at]["depends_on"] = [*draft[at].get("depends_on", ()), ".".join(group)]


class AccessLogHasItsOwnLogGroup(Policy):
    """Nothing but the stage's access log is written to the log group that the access log goes to.

    Otherwise whoever may read or write a function's log could read, or forge, the record of who called when.
    """

    id = "FRAUD_API_45"
    severity = Severity.MEDIUM
    waivable = True
    controls = (controls.PCI_10_3_2.supports,)
    applies_to = ("aws_api_gateway_stage",)
    remediation = "Send the access log to the log group that stacks/gateway_logging.py makes for it alone."

    compliant = {"access_log_settings": {"destination_arn": "${aws_cloudwatch_log_group.access.arn}"}}
    given = {
        f"{GROUP}.access": {"name": "/aws/apigateway/fraud-detection"},
        f"{GROUP}.executions": {"name": f"{OTHERS}/live"},
        f"{GROUP}.analyzer": {"name": "/aws/lambda/fraud-analyzer"},
        "output.access": {"value": f"${{{GROUP}.access.name}}"},
        "aws_lambda_function.analyzer": {"logging_config": {"log_group": ANALYZER}},
    }
    violating = {
        "goes to a function's group": refer_to_another(*DESTINATION, named="/aws/lambda/fraud-analyzer"),
        "looks like the executions": name_as_executions,
        "goes among the executions": refer_to_another(*DESTINATION, named="API-Gateway-Execution-Logs_"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        group = stack.resolve(resource.get(*DESTINATION))
        if group is None:
            return
        users = [user for user in stack.referring_to(group) if user.type != "output"]
        if str(group.get("name")).startswith(EXECUTIONS) or any(user is not resource for user in users):
            yield f"sends its access log to {group.place}, which something else writes to"
