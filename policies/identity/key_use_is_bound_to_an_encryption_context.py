from collections.abc import Iterator

from policies.aws.encryption_contexts import CONTEXTS, DELIVERY, form, sent_for
from policies.aws.grants import CONTEXT, VIA, bound_to, key_bound
from policies.aws.iam import statements
from policies.aws.region import region
from policies.aws.role_users import used_by
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import DEPLOYED
from policies.identity.shared.context_edits import bind_to_reference, use_key_as_workflows_do
from policies.identity.shared.edits import add_grant, add_use_of_key
from policies.identity.shared.example_system import allowing, system, use_key
from policies.requirements import BATCHING, DECIDING, LOOKING, REPORTING

# A statement on no key.
UNBOUND = ("", "")
# Step Functions hands logs to their delivery as the workflow's role itself.
DIRECT = {(DELIVERY, "")}

WORKFLOWS = {f"workflow {name}" for name in (DECIDING, REPORTING, LOOKING, BATCHING)}


class KeyUseIsBoundToAnEncryptionContext(Policy):
    """Roles use a key only for named things, by their encryption context, and through the service that calls.

    A role that may decrypt without a condition can read everything that the key protects. No other statement has a
    condition. The value has the exact form that AWS sends: DynamoDB, for one, sends a table's name and not its ARN. A
    service that AWS does not name, as for the answer of a workflow, would be a guess that refuses each request.
    """

    id = "FRAUD_IAM_8"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports, controls.PCI_3_6_1_2.supports, controls.PCI_7_2_5.supports)
    stacks = DEPLOYED
    applies_to = ("aws_iam_role_policy",)
    claims = ("policy",)
    remediation = "Take the statement from stacks/grants.py, which binds each use of a key."

    compliant = allowing(use_key("kms:Decrypt", "configuration", "PARAMETER_ARN=endpoint", via="ssm"))
    given = system()
    violating = {
        "is not bound": add_grant("kms:Decrypt", "aws_kms_key"),
        "is bound to a thing only": add_use_of_key({f"{CONTEXT}parameter_arn": "a"}),
        "is bound to another service": add_use_of_key({VIA: "s3.amazonaws.com", f"{CONTEXT}parameter_arn": "a"}),
        "is bound to a service that AWS does not name": bind_to_reference(
            "aws:states:stateMachineArn", "aws_sfn_state_machine", "states"
        ),
        "is bound loosely": add_use_of_key({f"{CONTEXT}sourcearn": "*"}, operator="StringLike"),
        "is bound to no service, as a workflow's is": use_key_as_workflows_do,
        "is bound to a table by its ARN": bind_to_reference("aws:dynamodb:tableName", "aws_dynamodb_table", "dynamodb"),
        "is bound to a queue as if it were a topic": bind_to_reference("aws:sns:topicArn", "aws_sqs_queue", "sns"),
        "binds another use": add_grant("sns:Publish", "aws_sns_topic", named="op", condition={"Bool": {"a:b": "c"}}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        through = {(context, sent.through(region(stack))) for context, sent in CONTEXTS.items()}
        direct = DIRECT if WORKFLOWS & {*used_by(resource, stack)} else set()
        for statement in statements(resource.get("policy")):
            if key_bound(statement) not in {UNBOUND} | through | direct:
                yield "does not bind each use of a key, and nothing else, to an encryption context and its service"
            for context, value in bound_to(statement):
                if sent_for(context, value, stack) is None:
                    yield f"binds a key to {context} {value!r}, which is not {form(context, stack)}"
