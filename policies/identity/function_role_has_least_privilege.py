from collections.abc import Iterator

from policies.aws.asl import FUNCTION
from policies.aws.grants import unequal_grants
from policies.aws.role_users import granted_to
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.recorded_calls import file_of
from policies.identity.shared.called_more_edits import call_ungranted
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_calls import (
    ENDPOINT,
    calling_system,
    hand_messages_to_all,
    record_calls,
    remove_records,
)
from policies.identity.shared.example_grants import function_grants, parameter_grants
from policies.identity.shared.example_system import allowing
from policies.identity.shared.function_calls import called_by, record_of
from policies.identity.shared.key_needs import needs_of_calls
from policies.identity.shared.platform_needs import needs_of_function


class FunctionRoleHasLeastPrivilege(Policy):
    """Every function's role may do what its code was seen to call, and what Lambda does for it, and no more.

    Least privilege is an equality: a permission that the code no longer uses waits for whoever takes the function over.
    """

    id = "FRAUD_IAM_20"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Run `make calls`, review what changed, and make the function's grants in stacks/functions.py equal."

    compliant = allowing(*function_grants("fraud-analyzer"), *parameter_grants("endpoint"))
    given = calling_system("aws_lambda_function.analyzer")
    violating = {
        "grants too much": add_grant("dynamodb:DeleteItem", "aws_dynamodb_table"),
        "grants too much, on another topic": add_grant("sns:Publish", "aws_sns_topic", named="operations"),
        "grants too little of what it runs by": remove_statement(0),
        "grants too little of what it opens": remove_statement(-1),
        "calls nothing any more": record_calls(),
        "calls more": record_calls(ENDPOINT, {**ENDPOINT, "action": "ssm:PutParameter"}),
        "calls more than it may": call_ungranted("dynamodb:GetItem"),
        "is handed messages that it may not take": hand_messages_to_all,
        "writes its logs nobody knows where": at_every(FUNCTION, {"logging_config": None}),
        "has an environment that no key protects": at_every(FUNCTION, {"kms_key_arn": None}),
        "was never recorded": remove_records,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(granted_to(resource, stack, FUNCTION))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for function in granted_to(resource, stack, FUNCTION):
            record = record_of(function, stack)
            if record is None:
                yield f"the record of the function's calls is missing: {file_of(function.get('function_name'))}"
            else:
                calls = [(action, on) for action, _, on in called_by(function, record, stack) if on]
                needs = needs_of_calls(calls, stack), needs_of_function(function, stack)
                yield from unequal_grants(resource, stack, *needs)
