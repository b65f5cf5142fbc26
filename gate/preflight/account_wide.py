"""Whether the stack `account` has been deployed: each of its settings that AWS has one of."""

from __future__ import annotations

from collections.abc import Iterator

from gate.preflight.needs import Needs
from gate.preflight.precondition import Precondition, missing, ok
from gate.preflight.questions import LOG_POLICIES, TRACES, Answers, account_wide_groups, log_group, rows, value
from policies.core.known_stacks import ACCOUNT

DEPLOY = "deploy the stack account first"
LOG_POLICY = "aws_cloudwatch_log_resource_policy"
# Of a region; AWS refuses one more.
MOST_LOG_POLICIES = 10


def account_wide(needs: Needs, answers: Answers) -> Iterator[Precondition]:
    """What can be said of them by these answers."""
    if TRACES in answers:
        yield _traces(answers)
    if LOG_POLICIES in answers:
        yield from _log_policies(needs, answers)
    for name, days in account_wide_groups(needs).items():
        if log_group(name) in answers:
            yield _group(answers, name, days)


def _traces(answers: Answers) -> Precondition:
    if value(answers, TRACES, "EncryptionConfig", "Type") != "KMS":
        return missing("X-Ray's encryption", "is by AWS's key", DEPLOY)
    if value(answers, TRACES, "EncryptionConfig", "Status") != "ACTIVE":
        return missing("X-Ray's encryption", "is being changed", "wait for some minutes, and ask again")
    return ok("X-Ray's encryption", "is by a customer managed key")


def _log_policies(needs: Needs, answers: Answers) -> Iterator[Precondition]:
    there = {str(policy.get("policyName")) for policy in rows(answers, LOG_POLICIES, "resourcePolicies")}
    wanted = {str(policy.get("policy_name")) for policy in needs.of(LOG_POLICY)}
    own = needs.stacks.get(ACCOUNT)
    for name in sorted(str(policy.get("policy_name")) for policy in (own.of(LOG_POLICY) if own else ())):
        if name in there:
            yield ok(f"log resource policy {name}", "is there")
        else:
            yield missing(f"log resource policy {name}", "is not there", DEPLOY)
    if len(there | wanted) > MOST_LOG_POLICIES:
        found = f"{len(there)} are there, {len(wanted - there)} more are needed, and AWS takes {MOST_LOG_POLICIES}"
        yield missing("log resource policies", found, "remove what nobody needs")
    else:
        yield ok("log resource policies", f"{len(there)} are there, and AWS takes {MOST_LOG_POLICIES}")


def _group(answers: Answers, name: str, days: int) -> Precondition:
    title = f"log group {name}"
    group = next((row for row in rows(answers, log_group(name), "logGroups") if row.get("logGroupName") == name), None)
    if group is None:
        return missing(title, "is not there", DEPLOY)
    if not group.get("kmsKeyId") or group.get("retentionInDays") != days:
        return missing(title, f"has no key of ours, or does not keep its events for {days} days", DEPLOY)
    return ok(title, f"is encrypted, and keeps its events for {days} days")
