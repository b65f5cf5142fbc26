from collections.abc import Iterator

from policies.aws.asl import MACHINE, REMEMBER, WRITE
from policies.aws.grants import unequal_grants
from policies.aws.role_users import granted_to
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.identity.shared.definition_calls import calls_of_workflow
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.example_calls import calling_system
from policies.identity.shared.example_definition import unsent
from policies.identity.shared.example_grants import workflow_grants
from policies.identity.shared.example_system import allowing
from policies.identity.shared.key_needs import needs_of_calls
from policies.identity.shared.platform_needs import needs_of_workflow


class WorkflowRoleHasLeastPrivilege(Policy):
    """The workflow's role may do what the tasks of its definition call, and no more.

    A removed task then leaves no permission behind, and a new task does not fail for lack of one.
    """

    id = "FRAUD_IAM_21"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports, controls.SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants in stacks/workflow.py those of the definition's tasks, no more and no less."

    compliant = allowing(*workflow_grants())
    given = calling_system(MACHINE + ".workflow")
    violating = {
        "grants too much": add_grant("dynamodb:DeleteItem", "aws_dynamodb_table"),
        "grants too much, on another topic": add_grant("sns:Publish", "aws_sns_topic", named="operations"),
        "grants too little: the functions": remove_statement(0),
        "calls what nobody knows": at_every(MACHINE, unsent({"Resource": "arn:aws:states:::sns"})),
        "reads from no table": at_every(MACHINE, unsent({"Resource": REMEMBER, "Parameters": {"RequestItems": 1}})),
        "writes nothing": at_every(MACHINE, unsent({"Resource": WRITE, "Parameters": {"TransactItems": ["Put"]}})),
        "calls nothing of this stack": at_every(MACHINE, unsent({"Parameters": {"QueueUrl": "x"}})),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(granted_to(resource, stack, MACHINE))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for machine in granted_to(resource, stack, MACHINE):
            calls, unknown = calls_of_workflow(machine, stack)
            yield from unknown
            yield from unequal_grants(resource, stack, needs_of_calls(calls, stack), needs_of_workflow(machine, stack))
