from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every, together
from policies.core.resources import leaves_in
from policies.functions.shared.example import give, variable
from policies.functions.shared.variables import FUNCTION, number
from policies.requirements import ANALYZER, ANALYZERS, DRAIN, REVIEW_THRESHOLD

RULE = "aws_cloudwatch_event_rule"
LARGER = REVIEW_THRESHOLD * 2
RULES_MOVE = at_every(RULE, {"event_pattern": {"detail": {"amount_usd": [{"numeric": [">", LARGER]}]}}})


class AnalyzerReviewsAboveTheThresholdOfTheEventRules(Policy):
    """The analyzer and the drain review transactions above the amount that event rules compare with, as is required.

    With two numbers, a transaction between them is approved and lies in the reviewers' queue, or the reverse. The drain
    analyzes what the analyzer throttled: by an amount of its own, it would decide otherwise when there is much to do.
    """

    id = "FRAUD_FUNCTION_13"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SI_4.supports, controls.SOC_CC7_2.supports)
    applies_to = (FUNCTION,)
    remediation = f"Let REVIEW_THRESHOLD and the event rules be stacks/settings.py's threshold, {REVIEW_THRESHOLD:,}."

    compliant = {"function_name": ANALYZER, "environment": {"variables": {"REVIEW_THRESHOLD": str(REVIEW_THRESHOLD)}}}
    given = {
        f"{RULE}.high": {"event_pattern": {"detail": {"amount_usd": [{"numeric": [">", REVIEW_THRESHOLD]}]}}},
        f"{RULE}.risky": {"event_pattern": {"detail": {"risk_score": [{"numeric": [">", 0.9]}]}}},
        f"{FUNCTION}.drain": {"function_name": DRAIN, **variable("REVIEW_THRESHOLD", str(REVIEW_THRESHOLD))},
    }
    violating = {
        "reviews above a larger amount": variable("REVIEW_THRESHOLD", str(LARGER)),
        "reviews above an amount that is no plain number": variable("REVIEW_THRESHOLD", f"{REVIEW_THRESHOLD:,}"),
        "is not told an amount": variable("REVIEW_THRESHOLD", None),
        "is decided at deploy time": variable("REVIEW_THRESHOLD", "${var.review_threshold}"),
        "stands beside a drain that reviews larger amounts": give(DRAIN, "REVIEW_THRESHOLD", str(LARGER)),
        "stands beside rules for larger amounts": RULES_MOVE,
        "has moved together with the rules": together(variable("REVIEW_THRESHOLD", str(LARGER)), RULES_MOVE),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("function_name") in ANALYZERS

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        patterns = [rule.get("event_pattern", "detail", "amount_usd") for rule in stack.of(RULE)]
        compared = {leaf for pattern in patterns for leaf in leaves_in(pattern) if isinstance(leaf, int | float)}
        amount = number(resource, "REVIEW_THRESHOLD")
        if amount != REVIEW_THRESHOLD or compared != {REVIEW_THRESHOLD}:
            rules = ", ".join(f"{each:g}" for each in sorted(compared)) or "no amount"
            yield f"reviews above {amount}, and the event rules compare with {rules}; each must be {REVIEW_THRESHOLD}"
