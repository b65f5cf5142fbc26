"""IAM as on AWS, in a point where MiniStack 1.5.33 differs: a batch of SNS or SQS is granted by its single action.

AWS knows no action sns:PublishBatch, by which MiniStack asks for a grant.

This runs in the emulator's environment, before the emulator does: it imports nothing else of ours.
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_actions

_named = iam_actions.extract_iam_action


def _action(*asked: Any, **more: Any) -> str | None:
    action: str | None = _named(*asked, **more)
    return action.removesuffix("Batch") if action and action.startswith(("sns:", "sqs:")) else action


iam_actions.extract_iam_action = _action
