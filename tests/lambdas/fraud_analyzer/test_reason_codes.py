"""Every reason that a payment may have is explained, and no other."""

import re
from pathlib import Path

from lambdas.fraud_analyzer.analysis import HISTORY_UNAVAILABLE
from lambdas.fraud_analyzer.features import FEATURES
from lambdas.fraud_analyzer.transaction import UNCONVERTED
from tests.lambdas.fraud_analyzer.replay import LIMIT, shipped_rules

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "reason-codes.md"
# The workflow's own, where there is no analysis, or it could not be stored.
OF_THE_WORKFLOW = {"analysis_unavailable", "history_contended"}


def test_every_reason_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z0-9_]+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    codes = {rule.code for rule in shipped_rules(LIMIT).rules} | {f"model_{name}" for name in FEATURES}
    assert set(explained) == codes | {HISTORY_UNAVAILABLE, *UNCONVERTED} | OF_THE_WORKFLOW
    assert len(explained) == len(set(explained))
