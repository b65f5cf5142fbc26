from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.equality import same
from policies.topics.shared.subscriptions import ALERTS, OF_ONE, SUBSCRIPTION, TOPICS, chosen, customer_of, hears

OTHERS = {"endpoint": "${var.alert_email_of_c-42}"}


class AlertSubscriptionOfACustomerIsFilteredToThatCustomer(Policy):
    """An address of one customer gets that customer's alerts and nobody else's; the common ones get those of all.

    Whose address it is says the name of its variable. An alert tells where somebody paid, how much, and what we think
    of it: it must not reach another customer. A common address that is filtered to one customer would leave all others
    without an alert.
    """

    id = "FRAUD_TOPIC_7"
    severity = Severity.CRITICAL
    controls = (controls.NIST_AC_3.supports, controls.PCI_7_2_1.supports)
    applies_to = (SUBSCRIPTION,)
    claims = ("filter_policy", "endpoint")
    remediation = "Name the customer in Settings.customers: stacks.subscriber.alerted makes both subscriptions."

    compliant = OF_ONE
    given = TOPICS
    violating = {
        "is filtered to nobody": {**OTHERS, "filter_policy": {"customer": None}},
        "is filtered to another customer": {**OTHERS, "filter_policy": {"customer": ["c-43"]}},
        "is filtered to one more customer": {**OTHERS, "filter_policy": {"customer": ["c-42", "c-43"]}},
        "matches every customer": {**OTHERS, "filter_policy": {"customer": [{"exists": True}]}},
        "matches all that begin alike": {**OTHERS, "filter_policy": {"customer": [{"prefix": "c-42"}]}},
        "matches who is not known": {**OTHERS, "filter_policy": {"customer": [{"exists": False}]}},
        "has no filter": {**OTHERS, "filter_policy": None},
        "is of a customer whose token says whose it is, and filtered to nobody": {
            "endpoint": "${var.alert_email_of_branch_of_c-42}",
            "filter_policy": {"customer": None},
        },
        "is a common address, and hears of one": {
            "endpoint": "${var.alert_email}",
            "filter_policy": {"customer": ["c-42"]},
        },
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return hears(resource, ALERTS, stack)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        customer, named = customer_of(resource), chosen(resource).get("customer")
        if customer is None and named is not None:
            yield "is filtered by customer, and its address is of all of them"
        if customer is not None and not same(named, (customer,)):
            yield f"is not filtered to the customer {customer}, whose address it is, and to nobody else"
