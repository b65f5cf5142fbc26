from collections.abc import Iterator

from policies.account.shared.edits import in_every, named_by
from policies.aws.iam import statements, texts
from policies.aws.log_delivery import ALLOW_DELIVERY, POLICY, STREAMS, vended
from policies.aws.message_examples import policy_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import STACK
from policies.core.known_stacks import ACCOUNT, DELIVERY
from policies.core.other_stacks import other_stack
from policies.requirements import REGION

WORKFLOW, GROUP = "aws_sfn_state_machine", "aws_cloudwatch_log_group"
LOGS = f"arn:aws:logs:{REGION}:${{var.account_id}}:log-group:/aws/vendedlogs/states/*{STREAMS}"


class VendedLogsPolicyCoversEachWorkflow(Policy):
    """The account's resource policy for vended logs covers the log group of every workflow of the system.

    AWS's log delivery writes the log of a workflow, and does so by a resource policy of the log group. Where none
    covers the group, Step Functions refuses to set the workflow up, or adds to a policy that nobody has judged.
    """

    id = "FRAUD_ACCOUNT_4"
    severity = Severity.HIGH
    controls = (controls.PCI_10_2_1.supports,)
    stacks = (ACCOUNT,)
    applies_to = (STACK,)
    remediation = "Name the workflow's log group below /aws/vendedlogs/states/, which stacks.vended_logs covers."

    compliant = {
        WORKFLOW: {"machine": {"logging_configuration": {"log_destination": f"${{{GROUP}.logs.arn}}:*"}}},
        GROUP: {"logs": {"name": "/aws/vendedlogs/states/transaction-processing"}},
    }
    given = {f"{POLICY}.vended": {"policy_document": policy_of({**ALLOW_DELIVERY, "Resource": LOGS})}}
    violating = {
        "logs elsewhere": in_every(GROUP, {"name": "/aws/states/transaction-processing"}),
        "names its group by another attribute": named_by("name", WORKFLOW),
        "logs into no group of its stack": in_every(WORKFLOW, {"logging_configuration": {"log_destination": "x:*"}}),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.name != DELIVERY

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        documents = [policy.get("policy_document") for policy in stack.of(POLICY)]
        arns = [arn for document in documents for each in statements(document) for arn in texts(each.get("Resource"))]
        system = other_stack(resource)
        for workflow in system.of(WORKFLOW):
            destination = str(workflow.get("logging_configuration", "log_destination"))
            group = system.resolve(destination.removesuffix(":*"), "arn")
            name = str(group.get("name")) if group else destination
            if not any(name.startswith(prefix) for arn in arns for prefix in vended(arn, stack)):
                yield f"has a workflow that logs to {name}, which no resource policy of the account's stack covers"
