"""Lambda as on AWS, in a point where MiniStack 1.5.33 differs: how a workflow hears that a function is throttled.

On AWS it is Lambda.TooManyRequestsException. MiniStack names no error in what it makes of a throttled call, and its
workflows call what has no name Lambda.Unknown. The name is given where a call is throttled and nowhere else, so nothing
that a function does is taken for it.

This runs in the emulator's environment, before the emulator does: it imports nothing else of ours.
"""

from __future__ import annotations

from typing import Any

from ministack.services import lambda_svc

_throttled = lambda_svc._throttle_response


def _named(*asked: Any, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = _throttled(*asked, **more)
    answer["body"]["errorType"] = "Lambda.TooManyRequestsException"
    return answer


lambda_svc._throttle_response = _named
