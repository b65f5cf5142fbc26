from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import NamedEdit, named_edit
from policies.core.examples.draft import Address, Draft
from policies.topics.shared.subscriptions import CHOSEN, SUBSCRIPTION

# Subscriptions of one topic that have a filter policy, by SNS's quota; it can be raised.
MOST = 200


def _filtered(count: int) -> NamedEdit:
    @named_edit(f"subscribes {count} more, each with a filter policy")
    def plant(draft: Draft, at: Address) -> None:
        for place in range(count):
            heard = {"topic_arn": f"${{{at[0]}.{at[1]}.arn}}", "filter_policy": {**CHOSEN, "customer": [f"c-{place}"]}}
            draft[(SUBSCRIPTION, f"of-c-{place}")] = heard

    return plant


class TopicHasNoMoreFiltersThanSnsTakes(Policy):
    """No topic has more than 200 subscriptions with a filter policy, which is SNS's quota.

    The subscription after it fails in the middle of an apply. Customers beyond that need a service that knows whom to
    write to, behind one subscription; docs/decisions says what it must do.
    """

    id = "FRAUD_TOPIC_9"
    severity = Severity.MEDIUM
    controls = (controls.SOC_CC7_3.supports,)
    applies_to = ("aws_sns_topic",)
    remediation = "Keep to 100 customers in Settings.customers, or build the service that the decision describes."

    compliant = {"name": "fraud-alerts"}
    violating = {"has one more": _filtered(201)}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        heard = stack.pointing_at(resource, SUBSCRIPTION, "topic_arn")
        filtered = [subscription for subscription in heard if subscription.get("filter_policy") is not None]
        if len(filtered) > MOST:
            yield f"has {len(filtered)} subscriptions with a filter policy, and SNS takes {MOST}"
