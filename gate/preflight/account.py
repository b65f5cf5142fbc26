"""What the account's answers mean for a first apply; what was refused is not known, and never ok."""

from __future__ import annotations

from collections.abc import Iterator

from gate.preflight.account_wide import DEPLOY, account_wide
from gate.preflight.concurrency import NAME as CONCURRENCY
from gate.preflight.concurrency import concurrency
from gate.preflight.messages import messages
from gate.preflight.needs import Needs
from gate.preflight.precondition import Precondition, missing, ok, unknown
from gate.preflight.questions import (
    CALLER,
    GATEWAY,
    LIMITS,
    SERVICE_ROLE,
    Answer,
    Answers,
    Question,
    Refused,
    concurrency_of,
    value,
)
from gate.preflight.trails import trails

# Where AWS says that there is no such thing, that is an answer.
MAY_BE_MISSING = frozenset({"lambda:GetFunctionConcurrency", "iam:GetRole", "sns:ListSubscriptionsByTopic"})
CREATE = "aws iam create-service-linked-role --aws-service-name ops.apigateway.amazonaws.com"


def account(needs: Needs, answers: Answers, account_id: str) -> Iterator[Precondition]:
    """What each answer shows; for a question that was refused, a line in place of what it would have shown."""
    refused = {question: answer for question, answer in answers.items() if _is_refused(question, answer)}
    yield from (_unknown(question, answer) for question, answer in refused.items() if isinstance(answer, Refused))
    known = {question: answer for question, answer in answers.items() if question not in refused}
    if CALLER in known:
        yield _caller(known, account_id)
    if {LIMITS, *map(concurrency_of, needs.reserved)} <= known.keys():
        yield _concurrency(needs, known)
    if GATEWAY in known:
        yield from _gateway(needs, known)
    if SERVICE_ROLE in known:
        yield _service_role(known)
    yield from account_wide(needs, known)
    yield from messages(needs, known)
    yield from trails(needs, known)


def _is_refused(question: Question, answer: Answer) -> bool:
    return isinstance(answer, Refused) and not (answer.not_there and question.right in MAY_BE_MISSING)


def _unknown(question: Question, refused: Refused) -> Precondition:
    about = f" of {question.subject}" if question.subject else ""
    return unknown(
        f"{question.right}{about}",
        f"was not answered: {refused.code}",
        f"ask with credentials that may {question.right}"
        if refused.is_denied
        else "fix credentials or network, and ask",
    )


def _caller(answers: Answers, account_id: str) -> Precondition:
    if not account_id:
        return unknown("account", "the variable account_id has no value to compare with", "give account_id")
    if value(answers, CALLER, "Account") != account_id:
        return missing("account", "the credentials are of another account than account_id", "use those of account_id")
    return ok("account", "the credentials are of the account that account_id names")


def _concurrency(needs: Needs, answers: Answers) -> Precondition:
    unreserved = value(answers, LIMITS, "AccountLimit", "UnreservedConcurrentExecutions")
    if not isinstance(unreserved, int):
        return unknown(CONCURRENCY, "AWS named no unreserved concurrency", "give --unreserved-concurrency")
    own = (value(answers, concurrency_of(name), "ReservedConcurrentExecutions") for name in needs.reserved)
    return concurrency(needs.reserved, unreserved, sum(each for each in own if isinstance(each, int)))


def _gateway(needs: Needs, answers: Answers) -> Iterator[Precondition]:
    if value(answers, GATEWAY, "cloudwatchRoleArn"):
        yield ok("API Gateway's logging role", "is set")
    else:
        yield missing("API Gateway's logging role", "is not set, so no stage can log", DEPLOY)
    granted, needed = value(answers, GATEWAY, "throttleSettings", "rateLimit"), needs.rate
    if isinstance(granted, int | float) and granted >= needed:
        yield ok("API Gateway's throttle", f"{granted:,.0f} requests a second, of which clients may send {needed:,}")
    else:
        yield missing("API Gateway's throttle", f"is below the {needed:,} a second of the clients", "raise the quota")


def _service_role(answers: Answers) -> Precondition:
    if isinstance(answers[SERVICE_ROLE], Refused):
        return missing("service-linked role", f"there is no {SERVICE_ROLE.subject}", CREATE)
    return ok("service-linked role", f"{SERVICE_ROLE.subject} is there")
