from collections.abc import Iterator

from policies.aws.grants import inequalities
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.recorded_calls import file_of
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_calls import ENDPOINT, calling, record_calls, remove_records
from policies.identity.shared.example_grants import reading, running
from policies.identity.shared.function_calls import FUNCTION, called_by, record_of, running_as
from policies.identity.shared.key_needs import due
from policies.identity.shared.platform_needs import of_function
from policies.identity.shared.system import allowing


class FunctionRoleHasLeastPrivilege(Policy):
    """Every function's role may do what its code was seen to call, and no more.

    Least privilege is an equality: what the code no longer calls is a right in store for whoever takes it over.
    """

    id = "FRAUD_IAM_20"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Run `make calls`, review what changed, and make the function's grants in stacks/functions.py equal."

    compliant = allowing(*running("fraud-analyzer"), *reading("endpoint"))
    given = calling("aws_lambda_function.analyzer")
    violating = {
        "grants too much": add_grant("dynamodb:DeleteItem", "aws_dynamodb_table"),
        "grants too much, on another topic": add_grant("sns:Publish", "aws_sns_topic", named="operations"),
        "grants too little of what it runs by": remove_statement(0),
        "grants too little of what it opens": remove_statement(-1),
        "calls nothing any more": record_calls(),
        "calls more": record_calls(ENDPOINT, {**ENDPOINT, "action": "ssm:PutParameter"}),
        "was never recorded": remove_records,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(running_as(resource, stack, FUNCTION))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for function in running_as(resource, stack, FUNCTION):
            record = record_of(function, stack)
            if record is None:
                yield f"grants what nothing shows to be called: {file_of(function.get('function_name'))} is missing"
            else:
                calls = [(action, thing) for action, _, thing in called_by(function, record, stack) if thing]
                yield from inequalities(resource, stack, due(calls, stack), of_function(function, stack))
