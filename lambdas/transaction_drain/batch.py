"""What a client sends in one call: each payment judged, and nothing started or stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .deciding import Handler, Warn
from .remembered import History, Transaction

Judged = Mapping[str, object]
# The workflow decides such a payment by itself, as if it had come alone.
UNKNOWN: Judged = {"status": "unknown"}


def judged(
    requests: Sequence[object],
    *,
    validate: Handler,
    remember: Callable[[Sequence[Transaction]], Iterable[History | None]],
    analyze: Handler,
    warn: Warn,
) -> Iterator[Judged]:
    """Yield for each request, in order, that it is rejected and why, or the answers that the workflow goes on with.

    Two payments of one card are both judged by what was known before: of these the workflow stores one, and judges the
    other anew.
    """
    validations = [_validated(request, validate=validate, warn=warn) for request in requests]
    valid = [each for each in validations if each and each["valid"]]
    histories = iter(remember([each["transaction"] for each in valid]) if valid else ())
    for validation in validations:
        if validation is None:
            yield UNKNOWN
        elif not validation["valid"]:
            yield {"status": "rejected", "errors": validation["errors"]}
        else:
            yield _analyzed(validation, next(histories), analyze=analyze, warn=warn)


def _validated(request: object, *, validate: Handler, warn: Warn) -> Mapping[str, Any] | None:
    try:
        return validate(request, None)
    except Exception as failure:  # one payment must not keep the others
        warn("a payment was not validated (%s); it is decided by itself", type(failure).__name__)
        return None


def _analyzed(validation: Mapping[str, Any], history: History | None, *, analyze: Handler, warn: Warn) -> Judged:
    if history is None:
        return UNKNOWN
    try:
        analysis = analyze({"transaction": validation["transaction"], "history": history}, None)
    except Exception as failure:  # one payment must not keep the others
        warn("a payment was not analyzed (%s); it is decided by itself", type(failure).__name__)
        return UNKNOWN
    return {
        "status": "judged",
        "validation": {"Payload": validation},
        # What was read is not needed any more.
        "history": {"available": history["available"], "day": history["day"]},
        "analysis": {"Payload": analysis},
    }
