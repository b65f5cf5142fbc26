import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from policies.aws.deploy_rights import needed
from policies.aws.region import region
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import ACCOUNT, PLAIN
from policies.core.known_stacks import DEPLOYED

# By type: the action that makes one, its ARN before the name, and the attribute with the name.
MAKES = {
    "aws_dynamodb_table": ("dynamodb:CreateTable", "dynamodb:HERE:table/", "name"),
    "aws_cloudwatch_dashboard": ("cloudwatch:PutDashboard", "cloudwatch::ACCOUNT:dashboard/", "dashboard_name"),
    "aws_cloudwatch_event_bus": ("events:CreateEventBus", "events:HERE:event-bus/", "name"),
    "aws_cloudwatch_log_group": ("logs:CreateLogGroup", "logs:HERE:log-group:", "name"),
    "aws_cloudwatch_metric_alarm": ("cloudwatch:PutMetricAlarm", "cloudwatch:HERE:alarm:", "alarm_name"),
    "aws_iam_role": ("iam:CreateRole", "iam::ACCOUNT:role/", "name"),
    "aws_kms_alias": ("kms:CreateAlias", "kms:HERE:", "name"),
    "aws_lambda_function": ("lambda:CreateFunction", "lambda:HERE:function:", "function_name"),
    "aws_sfn_state_machine": ("states:CreateStateMachine", "states:HERE:stateMachine:", "name"),
    "aws_sns_topic": ("sns:CreateTopic", "sns:HERE:", "name"),
    "aws_sqs_queue": ("sqs:CreateQueue", "sqs:HERE:", "name"),
    "aws_ssm_parameter": ("ssm:PutParameter", "ssm:HERE:parameter", "name"),
}
OTHER = dict.fromkeys(("name", "function_name", "alarm_name", "dashboard_name"), "other")


class NameIsWithinReachOfADeploy(Policy):
    """Whatever has a name is called as the role that deploys may make it.

    That role is allowed the names that are agreed, and no others. AWS refuses any other name when the deploy is half
    done, and somebody would widen the role in a hurry.
    """

    id = "FRAUD_DELIVERY_26"
    severity = Severity.MEDIUM
    controls = (controls.NIST_AC_6.supports,)
    stacks = DEPLOYED
    applies_to = tuple(MAKES)
    remediation = (
        "Give it such a name, or add the name to stacks/deploy_services.py and to policies/aws/deploy_grants.toml, and "
        "deploy the stack `delivery` first."
    )

    compliant = {"name": "transactions"}
    violating = {"is called otherwise": OTHER, "leaves its name to Terraform": dict.fromkeys(OTHER, None)}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        action, before, attribute = MAKES[resource.type]
        here = region(stack)
        prefix = f"arn:aws:{before.replace('HERE', f'{here}:{ACCOUNT}').replace('ACCOUNT', ACCOUNT)}"
        # An API's own log is called by the API's id.
        arn = prefix + re.sub(PLAIN, "id", str(resource.get(attribute)))
        reach = [arns for right, arns in needed("deploy", here).items() if right.action == action]
        if not any(fnmatchcase(arn, pattern) for arns in reach for pattern in arns):
            yield f"is {arn}, where the role that deploys may not do {action}"
