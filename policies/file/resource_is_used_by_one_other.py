from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.core.known_stacks import DEPLOYED
from policies.core.text import few
from policies.file.shared.execution_logs import STAGE, by_group
from policies.file.shared.user_edits import add_log_of_two_stages, add_unread_parameter
from policies.requirements import ENDPOINT

FUNCTION, KEY = "aws_lambda_function", "aws_api_gateway_usage_plan_key"
USERS: Mapping[str, tuple[str, ...]] = {
    "aws_cloudwatch_log_group": (
        *(FUNCTION, STAGE, "aws_sfn_state_machine", "aws_wafv2_web_acl_logging_configuration"),
    ),
    "aws_api_gateway_usage_plan": (KEY,),
    "aws_ssm_parameter": (FUNCTION,),
}


class ResourceIsUsedByOneOther(Policy):
    """Every log group, usage plan and parameter is used by exactly one resource.

    What nothing uses is kept, paid for and forgotten, and its name makes people believe that it is in use. A log group
    of two cannot be read as the log of either; a limit or a secret of two cannot be changed for one. Which parameters
    several functions read on purpose, FRAUD_PARAMETER_5 judges.
    """

    id = "FRAUD_FILE_52"
    severity = Severity.MEDIUM
    controls = (controls.NIST_CM_7.supports,)
    stacks = DEPLOYED
    applies_to = tuple(USERS)
    remediation = "Remove what nothing uses; give each of its users one of its own."

    compliant = {"name": "/aws/lambda/example"}
    given = {f"{FUNCTION}.function": {"logging_config": {"log_group": "${aws_cloudwatch_log_group.example.name}"}}}
    violating = {
        "stands beside one that is used": copy_resource({"name": "example-2"}),
        "stands beside the log of two stages": add_log_of_two_stages,
        "stands beside a parameter that nothing reads": add_unread_parameter,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.type != "aws_ssm_parameter" or resource.get("name") != ENDPOINT

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        users = {each.address for each in stack.referring_to(resource) if each.type in USERS[resource.type]}
        users |= stack.once(by_group).get(resource.get("name"), frozenset())
        if len(users) != 1:
            yield f"is used by {few(sorted(users)) or 'nothing'}, and not by exactly one resource"
