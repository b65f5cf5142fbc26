from collections.abc import Iterator

from policies.aws.iam import allows, statements
from policies.aws.message_examples import ALLOW_ALARMS, policy_of
from policies.aws.principals import who
from policies.aws.senders import alarms_of_account, condition_of
from policies.aws.statement_edits import add_statement
from policies.core import Policy, Resource, Severity, Stack, controls


class TopicPolicyAllowsOnlyAlarms(Policy):
    """No topic's policy lets anyone in but this account's alarms, and those into the operations topic only.

    A topic's policy is enough by itself: with it, a stranger could write to our customers in our name, or subscribe.
    Roles of this account need no statement here: their own policies allow what they do.
    """

    id = "FRAUD_TOPIC_3"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    applies_to = ("aws_sns_topic",)
    claims = ("policy",)
    remediation = "Remove the statement: stacks.topic.alarms allows the alarms, and roles have grants of their own."

    compliant = {"name": "operations", "policy": policy_of(ALLOW_ALARMS)}
    violating = {
        "lets anyone in": add_statement(ALLOW_ALARMS, Principal="*"),
        "lets another account in": add_statement(ALLOW_ALARMS, Principal={"AWS": "111122223333"}),
        "lets another service in": add_statement(ALLOW_ALARMS, Principal={"Service": "events.amazonaws.com"}),
        "lets all but some in": add_statement(ALLOW_ALARMS, Principal=None, NotPrincipal={"AWS": "111122223333"}),
        "lets alarms subscribe": add_statement(ALLOW_ALARMS, Action=["sns:Publish", "sns:Subscribe"]),
        "lets alarms of any account in": add_statement(ALLOW_ALARMS, Condition=None),
        "lets alarms in where the account is not known": add_statement(
            ALLOW_ALARMS, Condition={"StringEqualsIfExists": ALLOW_ALARMS["Condition"]["StringEquals"]}
        ),
        "lets alarms into all topics": add_statement(ALLOW_ALARMS, Resource="*"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for statement in filter(allows, statements(resource.get("policy"))):
            condition = condition_of(statement, "cloudwatch.amazonaws.com", "sns:publish", resource, stack)
            if resource.get("name") != "operations" or condition != alarms_of_account(stack):
                yield f"the topic policy allows {who(statement)} more than this account's alarms need"
