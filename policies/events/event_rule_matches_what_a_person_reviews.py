from collections.abc import Iterator, Mapping
from typing import Any

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import replace
from policies.core.strict_json import freeze
from policies.requirements import REGION, REVIEW_THRESHOLD

LARGE, REST = ([{"numeric": [comparison, REVIEW_THRESHOLD]}] for comparison in (">", "<="))
AMOUNT = ("event_pattern", "detail", "amount_usd", 0, "numeric", 1)
SOURCE = {"source": ["fraud.detection"], "detail-type": ["TransactionAnalyzed"]}
# By the rule's name; the second rule may leave out what the first one matches. An amount that nobody could convert to
# dollars is null, which matches no comparison.
DETAILS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "high-value": ({"amount_usd": [*LARGE, None]},),
    "review-decisions": ({"decision": ["review"]}, {"decision": ["review"], "amount_usd": REST}),
}


class EventRuleMatchesWhatAPersonReviews(Policy):
    """Each rule's pattern is exactly one of two: amounts over the review threshold in dollars, and decisions to review.

    One more field, one more digit or a misspelt source makes a pattern match less, and nothing fails: the transactions
    are just no longer reviewed. An amount in another currency says nothing: it is compared in dollars, and where its
    worth is unknown, it counts as large.
    """

    id = "FRAUD_EVENT_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_4.supports, controls.SOC_CC7_2.supports)
    applies_to = ("aws_cloudwatch_event_rule",)
    claims = ("event_pattern",)
    remediation = f"Make the rule in stacks/review.py, with the threshold of stacks/settings.py, {REVIEW_THRESHOLD:,}."

    compliant = {"name": "high-value", "event_pattern": {**SOURCE, "detail": DETAILS["high-value"][0]}}
    given = {
        f"aws_cloudwatch_event_rule.{name}": {"name": "review-decisions", "event_pattern": {**SOURCE, "detail": detail}}
        for name, detail in {
            "all": {"decision": ["review"]},
            "rest": {"decision": ["review"], "amount_usd": [{"numeric": ["<=", REVIEW_THRESHOLD]}]},
        }.items()
    }
    violating = {
        "has a name of which no pattern is known": {"name": "low-value"},
        "has no pattern": {"event_pattern": None},
        "starts at a larger amount": replace(*AMOUNT, value=REVIEW_THRESHOLD * 10),
        "starts at a slightly larger amount": replace(*AMOUNT, value=REVIEW_THRESHOLD + 1),
        "compares another way": replace(*AMOUNT[:-1], 0, value=">="),
        "compares as text": {"event_pattern": {"detail": {"amount_usd": [f">{REVIEW_THRESHOLD}"]}}},
        "compares amounts of any currency": {"event_pattern": {"detail": {"amount_usd": None, "amount": LARGE}}},
        "overlooks what nobody could convert": {"event_pattern": {"detail": {"amount_usd": LARGE}}},
        "catches one currency": {"event_pattern": {"detail": {"currency": ["USD"]}}},
        "catches one region": {"event_pattern": {"region": [REGION]}},
        "listens to another source": {"event_pattern": {"source": ["fraud.detected"]}},
        "listens for other events": {"event_pattern": {"detail-type": ["transactionAnalyzed"]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name = resource.get("name")
        known = [freeze({**SOURCE, "detail": detail}) for detail in DETAILS.get(str(name), ())]
        if resource.get("event_pattern") not in known:
            yield f"its event pattern is not the one of a rule named {name!r}"
