"""The workflow that takes reports, and what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping

from policies.core.examples import Values
from policies.reports.shared.agreed import agreed
from policies.requirements import CLIENTS, HISTORIES, REFUSALS, REPORTERS, REPORTING, TRANSACTIONS

CALLERS = (*CLIENTS, *REPORTERS)
STATES = ("definition", "States")
TABLE_NAME = "${aws_dynamodb_table.transactions.name}"
REFUSALS_NAME = "${aws_dynamodb_table.refusals.name}"
KEY_IDS: Mapping[str, str] = {caller: f"${{aws_api_gateway_api_key.{caller}.id}}" for caller in CALLERS}
EXAMPLE: Values = {
    "name": REPORTING,
    "definition": agreed(TABLE_NAME, "${aws_dynamodb_table.histories.name}", KEY_IDS),
}
BESIDE: Mapping[str, Values] = {
    "aws_dynamodb_table.transactions": {"name": TRANSACTIONS},
    "aws_dynamodb_table.histories": {"name": HISTORIES},
    "aws_dynamodb_table.refusals": {"name": REFUSALS},
    **{f"aws_api_gateway_api_key.{caller}": {"name": f"fraud-detection-{caller}"} for caller in CALLERS},
}
