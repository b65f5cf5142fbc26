from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import copy_resource
from policies.core.known_stacks import KNOWN_STACKS

# What AWS knows by the name that is written in the file. Functions and alarms have policies of their own on this.
NAMES: Mapping[str, str] = {
    "aws_sns_topic": "name",
    "aws_cloudwatch_dashboard": "dashboard_name",
    "aws_cloudwatch_event_bus": "name",
    "aws_cloudwatch_event_rule": "name",
    "aws_cloudwatch_log_group": "name",
    "aws_cloudwatch_log_resource_policy": "policy_name",
    "aws_dynamodb_table": "name",
    "aws_iam_role": "name",
    "aws_s3_bucket": "bucket",
    "aws_sfn_state_machine": "name",
    "aws_sqs_queue": "name",
    "aws_ssm_parameter": "name",
    "aws_wafv2_web_acl": "name",
}


class ResourceNameIsUnique(Policy):
    """Nothing has the name of another resource of its type.

    To AWS the two are one: what is written last holds, or nothing is deployed at all. The other may have undone what
    one of them was judged to be.
    """

    id = "FRAUD_FILE_41"
    severity = Severity.MEDIUM
    stacks = KNOWN_STACKS
    applies_to = tuple(NAMES)
    remediation = "Give it a name of its own, or remove it."

    compliant = {"name": "fraud-alerts"}
    given = {"aws_sns_topic.other": {"name": "operations"}, "aws_sqs_queue.queue": {"name": "fraud-alerts"}}
    violating = {
        "is there twice": copy_resource(),
        "is there twice, and differs": copy_resource({"tags": {"copy": "yes"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        attribute = NAMES[resource.type]
        name = resource.get(attribute)
        if name is not None and len(stack.having(resource.type, attribute, name)) > 1:
            yield f"shares the name {name!r} with another {resource.type}"
