"""Whether alerts can reach people: SMS out of its sandbox, money for it, and mail addresses that were confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from gate.preflight.needs import Needs
from gate.preflight.precondition import Precondition, missing, ok
from gate.preflight.questions import SANDBOX, SPENDING, Answers, Refused, rows, subscriptions_of, value

PENDING = "PendingConfirmation"
# Dollars a month, with which AWS begins: some hundred messages.
FIRST_LIMIT = 1
RAISE = (
    "ask for a higher limit in AWS Service Quotas, then: aws sns set-sms-attributes --attributes MonthlySpendLimit=N"
)


def messages(needs: Needs, answers: Answers) -> Iterator[Precondition]:
    """What can be said of them by these answers."""
    if SANDBOX in answers:
        yield _sandbox(answers)
    if SPENDING in answers:
        yield _spending(needs, answers)
    for topic in needs.topics:
        if subscriptions_of(topic) in answers:
            yield _topic(answers, topic)


def _sandbox(answers: Answers) -> Precondition:
    if value(answers, SANDBOX, "IsInSandbox") is not False:
        return missing("SMS", "is in the sandbox, and reaches verified numbers alone", "ask AWS for production access")
    return ok("SMS", "is out of the sandbox")


def _spending(needs: Needs, answers: Answers) -> Precondition:
    """The limit must be above AWS's first one, and above what an alarm in the files waits for."""
    said = value(answers, SPENDING, "attributes", "MonthlySpendLimit")
    limit = float(said) if isinstance(said, str) and said.replace(".", "", 1).isdigit() else float(FIRST_LIMIT)
    least = max((FIRST_LIMIT, *needs.spending_alarms))
    if limit <= least:
        return missing("SMS spending", f"may be {limit:g} dollars a month, and not more than {least:g}", RAISE)
    return ok("SMS spending", f"may be {limit:g} dollars a month")


def _topic(answers: Answers, topic: str) -> Precondition:
    title = f"subscriptions of {topic}"
    if isinstance(answers[subscriptions_of(topic)], Refused):
        return ok(title, "is not deployed yet; AWS asks each address for a confirmation after the apply")
    pending = [
        row for row in rows(answers, subscriptions_of(topic), "Subscriptions") if row.get("SubscriptionArn") == PENDING
    ]
    if pending:
        return missing(title, f"{len(pending)} wait for a confirmation", "follow the link in the mail from AWS")
    return ok(title, "all are confirmed")
