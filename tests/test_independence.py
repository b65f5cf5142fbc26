"""Settings and policies are two statements by two owners: changing one alone closes the gate."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from gate.engines.judge import judge
from gate.model import Outcome
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

ROOT = Path(__file__).resolve().parent.parent


def test_nine_in_the_settings_closes_the_gate_and_names_exactly_the_concurrency_policy(tmp_path: Path) -> None:
    for room in ("stacks", "lambdas"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    settings = tmp_path / "stacks" / "settings.py"
    before = settings.read_text()
    after = before.replace("reserved_concurrent_executions: int = 10", "reserved_concurrent_executions: int = 9")
    assert after != before
    settings.write_text(after)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [sys.executable, "-m", "stacks", "out"], cwd=tmp_path, env=environment, check=True, capture_output=True
    )
    stack = Stack.load((tmp_path / "out" / "stacks" / "fraud-detection" / "cdk.tf.json").read_bytes(), blocks(files()))
    failed = [each for each in judge(stack, rulebook()) if each.outcome is not Outcome.PASS]
    assert {each.policy for each in failed} == {"FRAUD_FUNCTION_1"}
    assert len(failed) == 3
