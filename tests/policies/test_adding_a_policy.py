"""Adding a policy is one new file in the folder of its subject, and the record of overlaps made again."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("gate", "lambdas", "policies", "stacks", "tests")
POLICY = '''
from policies.core import Severity
from policies.core.kinds import Attributes, Exactly


class TableHasItsName(Attributes):
    """Every table is called transactions.

    Readers find it by that name.
    """

    id = "FRAUD_TABLE_99"
    severity = Severity.LOW
    applies_to = ("aws_dynamodb_table",)
    required = {"name": Exactly("transactions")}
    remediation = "Call the table transactions."
'''
# What the copy says of the new policy: whether it is in the rulebook, its findings on the stack, and its overlaps.
ASK = """
import json, sys
from pathlib import Path
from gate.engines.judge import judge
from tests.policies.overlaps import field, overlaps, recorded
real = field(Path(sys.argv[1]))
print(json.dumps({
    "known": [policy.id for policy in real.rulebook if policy.id == "FRAUD_TABLE_99"],
    "outcomes": [each.outcome.value for each in judge(real.stack, real.rulebook) if each.policy == "FRAUD_TABLE_99"],
    "recorded": "FRAUD_TABLE_99" in recorded(),
    "overlaps": overlaps([real], "FRAUD_TABLE_99"),
}))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what judges."""
    for folder in NEEDED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


def test_a_new_policy_is_one_new_file_and_the_record_made_again(project: Path, synthesized: Path) -> None:
    (project / "policies" / "tables" / "table_has_its_name.py").write_text(POLICY)
    command = [sys.executable, "-B", "-c", ASK, str(synthesized)]
    environment = {"PYTHONPATH": str(project), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["known"], answer["outcomes"]) == (["FRAUD_TABLE_99"], ["pass"])
    assert not answer["recorded"]
    assert "FRAUD_TABLE_6" in {policy for policies in answer["overlaps"].values() for policy in policies}
