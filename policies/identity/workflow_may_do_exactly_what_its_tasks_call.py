from collections.abc import Iterator

from policies.vocabulary.control import NIST_AC_6, PCI_7_2_5, SOC_CC6_3
from policies.vocabulary.definition_calls import of_workflow as calls_of
from policies.vocabulary.example_calls import calling
from policies.vocabulary.example_grants import working
from policies.vocabulary.example_system import allowing
from policies.vocabulary.function_calls import running_as
from policies.vocabulary.grants import inequalities
from policies.vocabulary.identity_edits import less, permit
from policies.vocabulary.key_needs import due
from policies.vocabulary.named_edits import elsewhere
from policies.vocabulary.platform_needs import of_workflow
from policies.vocabulary.policy import Policy, Severity
from policies.vocabulary.resources import Resource
from policies.vocabulary.stack import Stack
from policies.vocabulary.workflow import MACHINE
from policies.vocabulary.workflow_edits import patch_state


class WorkflowMayDoExactlyWhatItsTasksCall(Policy):
    """The workflow's role may do what the tasks of its definition call, and no more.

    A task that is gone leaves no right behind, and one that is new does not first fail for want of it.
    """

    id = "FRAUD_IAM_21"
    severity = Severity.HIGH
    controls = (NIST_AC_6.supports, PCI_7_2_5.supports, SOC_CC6_3.supports)
    applies_to = ("aws_iam_role_policy",)
    remediation = "Make the grants in stacks/workflow.py those of the definition's tasks, no more and no less."

    compliant = allowing(*working())
    given = calling(MACHINE + ".workflow")
    violating = {
        "grants too much": permit("dynamodb:DeleteItem", "aws_dynamodb_table"),
        "grants too much, on another topic": permit("sns:Publish", "aws_sns_topic", named="operations"),
        "grants too little: the functions": less(0),
        "calls what nobody knows": elsewhere(MACHINE, patch_state("KeepUnsent", {"Resource": "arn:aws:states:::sns"})),
        "calls nothing of this stack": elsewhere(MACHINE, patch_state("KeepUnsent", {"Parameters": {"QueueUrl": "x"}})),
    }
    also = {
        "grants too much": ("FRAUD_IAM_7", "FRAUD_IAM_12"),
        "grants too much, on another topic": ("FRAUD_IAM_12",),
        "grants too little: the functions": ("FRAUD_IAM_12",),
        "calls what nobody knows": ("FRAUD_WORKFLOW_10", "FRAUD_WORKFLOW_14", "FRAUD_WORKFLOW_24"),
        "calls nothing of this stack": ("FRAUD_WORKFLOW_29",),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return bool(running_as(resource, stack, MACHINE))

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for machine in running_as(resource, stack, MACHINE):
            calls, unknown = calls_of(machine, stack)
            yield from unknown
            yield from inequalities(resource, stack, due(calls, stack), of_workflow(machine, stack))
