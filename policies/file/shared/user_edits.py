"""Edits that add what nothing uses, or what two use."""

from __future__ import annotations

from policies.core.examples import PLANTED, Address, Draft, named_edit
from policies.core.known_stacks import SYSTEM
from policies.file.shared.execution_logs import STAGE


@named_edit("adds a parameter that nothing reads")
def add_unread_parameter(draft: Draft, at: Address) -> None:
    if draft.stack != SYSTEM:
        raise LookupError("no parameter belongs to this stack")
    draft[("aws_ssm_parameter", PLANTED)] = {"name": "/fraud-detection/planted"}


@named_edit("adds two stages that log into one group, and that group")
def add_log_of_two_stages(draft: Draft, at: Address) -> None:
    draft[("aws_cloudwatch_log_group", PLANTED)] = {"name": f"API-Gateway-Execution-Logs_{PLANTED}/live"}
    for stage in (PLANTED, f"{PLANTED}-again"):
        draft[(STAGE, stage)] = {"rest_api_id": "planted", "stage_name": "live"}
