"""Every tracked file counts, by what it can do to the verdict, and nothing in the tree hides one."""

from collections.abc import Mapping, Sequence

import pytest

from gate.compare.difference import Difference, Direction
from gate.compare.posture import differences
from gate.compare.revision import NoState, of
from gate.compare.state import State
from gate.file_classes import STEERING, file_class
from policies.core.policy import Policy
from tests.gate.compare.scratch import Repository, told

# One worker runs these, since all of them read one comparison.
pytestmark = pytest.mark.xdist_group("compared files")

RETENTION = "policies/logs/log_group_retention_is_seven_days.py"
WAIVER = """\
[[waiver]]
policy = "FRAUD_LOG_2"
place = "fraud-detection/fraud-analyzer/logs/group"
owner = "payments"
ticket = "RISK-7"
reason = "a migration"
expires = 2026-12-24
value = "sha256:0"
"""
DECLINED = '\n[declined.CKV_AWS_7]\nreason = "no time"\nowner = "platform"\n'

# New files at a rule's place that reach into what judges.
NO_PLAIN_RULES = {
    "tests/compliance/test_first.py": "policies.core.stack.Stack.of = lambda *_: ()",
    "tests/compliance/test_second.py": "from gate.engines import judge",
    "tests/compliance/test_third.py": "import pytest; pytest.MonkeyPatch().setattr('policies.core.stack.Stack.of', x)",
    "policies/tables/table_is_cleared.py": "class A:\n    id = 'FRAUD_TABLE_92'\n    x = policies.core.KNOWN.clear()",
}


def tamper(repository: Repository) -> None:
    """Everything that once could be changed without a word."""
    repository.write(".gitattributes", "policies/waivers.toml export-ignore\ngate/words.py export-subst\n")
    repository.write("policies/waivers.toml", WAIVER)
    repository.replace("gate/words.py", "from __future__", "HIDDEN = '$Format:%n$'\nfrom __future__")
    repository.write("policies/checkov.toml", (repository.root / "policies/checkov.toml").read_text() + DECLINED)
    repository.replace("policies/checkov.toml", 'CKV_AWS_26 = ["aws_sns_topic"]\n', "")
    repository.write("Makefile", "gate: ; @echo open\n")
    repository.replace(".pre-commit-config.yaml", "entry: .venv/bin/gate\n", 'entry: "true"\n')
    repository.replace("requirements.lock", "checkov==3.3.30", "checkov==3.2.1")
    repository.replace("pyproject.toml", "strict = true", "strict = false")
    repository.replace(".github/workflows/gate.yml", "make gate", "true")
    repository.replace("attack/oracle.toml", 'paths = ["description", ', 'paths = ["policy", "description", ')
    repository.replace(".github/CODEOWNERS", "@compliance\n/gate/", "@platform\n/gate/")
    (repository.root / "tests/gate/test_run.py").unlink()
    repository.write("policies/logs/__init__.py", "import os\n")
    repository.write("gate/engines/judge/__init__.py", "judge = lambda *_: ()\n")
    for name in ("policies/logs/speedup.so", "policies/core/limits.json", "gate/nosuffix", "sitecustomize.py"):
        repository.write(name, "x")
    repository.write("policies/aws/retention.py", 'class Other:\n    id = "FRAUD_LOG_1"\n')
    rule = (repository.root / RETENTION).read_text()
    repository.write(RETENTION, rule.replace('    id = "FRAUD_LOG_1"', '    id = "FRAUD_LOG_1"\n    applies_to = ()'))
    (repository.root / "policies/logs/shared").mkdir()
    (repository.root / "policies/logs/log_group_class_is_standard.py").rename(
        repository.root / "policies/logs/shared/log_group_class_is_standard.py"
    )
    (repository.root / "policies/tables/table_is_billed_on_demand.py").rename(
        repository.root / "policies/tables/table_is_billed_by_request.py"
    )
    repository.write("policies/tables/table_has_a_name.py", '"""New."""\n\n\nclass Named:\n    id = "FRAUD_TABLE_90"\n')
    repository.write("policies/tables/table_is_free.py", 'import os\n\n\nclass Free:\n    id = "FRAUD_TABLE_91"\n')
    repository.replace("gate/model.py", '"""What was found', "# A comment.\n'''What was found")
    repository.replace("gate/model.py", 'assessments and verdicts."""', "assessments and verdicts, again.'''")
    repository.replace("gate/own_rules.py", "\n", "  # mypy: ignore-errors\n")
    repository.replace("gate/moment.py", "EPOCH =", "#NOQA: S105\nEPOCH =")
    repository.replace("gate/progress.py", "\n", "\n# What type: the kind of step; ruffled, and no QA.\n")
    for name, line in NO_PLAIN_RULES.items():
        repository.write(name, f"import policies.core.stack\n\nx = 1\n{line}\n")
    repository.write("policies/connections/more.yaml", "metadata:\n  id: CKV_AWS_158\n")
    repository.write("tests/compliance/test_more.py", "def test_more() -> None:\n    assert True\n")
    repository.write("policies/waived.toml", "# nothing\n")
    (repository.root / "gate/cache.py").unlink()
    (repository.root / "gate/cache.py").symlink_to("run.py")
    (repository.root / "gate/atomic.py").chmod(0o755)
    repository.write("README.md", "changed\n")
    repository.git("add", "-A", "-f", ".")
    commit = repository.git("rev-parse", "HEAD").strip()
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},policies/vendored")
    repository.git("commit", "-qm", "tampered")
    repository.git("tag", "tampered")
    repository.git("reset", "-q", "--hard", "base")
    repository.git("clean", "-qfdx")


@pytest.fixture(scope="module")
def found(repository: Repository, committed: State, rules: Sequence[Policy]) -> Mapping[str, list[Difference]]:
    tamper(repository)
    return told(differences(committed, of("tampered", rules, repository.root), rules))


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (".gitattributes", "was changed, and may ask for less"),
        ("fraud-detection/fraud-analyzer/logs/group", "FRAUD_LOG_2 is waived by RISK-7 until 2026-12-24"),
        ("gate/words.py", "was changed, and may ask for less"),
        ("policies/checkov.toml", 'CKV_AWS_7 is declined: {"owner": "platform", "reason": "no time"}'),
        ("policies/checkov.toml", "CKV_AWS_26 need not report any more"),
        ("Makefile", "was changed, and may ask for less"),
        (".pre-commit-config.yaml", "was changed, and may ask for less"),
        ("requirements.lock", "was changed, and may ask for less (checkov 3.3.30 -> 3.2.1)"),
        ("pyproject.toml", "was changed, and may ask for less (tool.mypy.strict was true, and is false)"),
        (".github/workflows/gate.yml", "was changed, and may ask for less"),
        (".github/CODEOWNERS", "was changed, and may ask for less"),
        ("attack/oracle.toml", 'was changed, and may ask for less (harmless[0].paths gained "policy")'),
        ("tests/gate/test_run.py", "is gone"),
        ("policies/logs/__init__.py", "was changed, and may ask for less"),
        ("gate/engines/judge/__init__.py", "is new, and may steer what judges"),
        ("policies/logs/speedup.so", "is new, and may steer what judges"),
        ("policies/core/limits.json", "is new, and may steer what judges"),
        ("gate/nosuffix", "is new, and may steer what judges"),
        ("sitecustomize.py", "is new, and may steer what judges"),
        ("policies/aws/retention.py", "is new, and carries the id of another: FRAUD_LOG_1"),
        (RETENTION, "FRAUD_LOG_1 was changed, and may ask for less"),
        ("policies/logs/log_group_class_is_standard.py", "FRAUD_LOG_2 is gone"),
        ("policies/tables/table_is_free.py", "is new, and may steer what judges"),
        ("gate/cache.py", "was a file, and is a link"),
        ("gate/atomic.py", "was a file, and is an executable file"),
        ("policies/vendored", "is a submodule, and new"),
        ("gate/own_rules.py", "was changed, and may ask for less (comments that tools obey)"),
        ("gate/moment.py", "was changed, and may ask for less (comments that tools obey)"),
        ("policies/connections/more.yaml", "is new, and may steer what judges"),
        *((name, "is new, and may steer what judges") for name in NO_PLAIN_RULES),
    ],
)
def test_a_change_of_what_judges_is_weaker_by_name(path: str, what: str, found: Mapping[str, list[Difference]]) -> None:
    assert (Direction.WEAKER, what) in [(each.direction, each.what) for each in found[path]]


@pytest.mark.parametrize(
    ("path", "direction", "what"),
    [
        ("gate/model.py", Direction.CHANGED, "changed in comments alone"),
        ("gate/progress.py", Direction.CHANGED, "changed in comments alone"),
        ("tests/compliance/test_more.py", Direction.STRONGER, "is new"),
        ("README.md", Direction.CHANGED, "changed"),
        ("policies/tables/table_has_a_name.py", Direction.STRONGER, "FRAUD_TABLE_90 is new"),
        (
            "policies/tables/table_is_billed_by_request.py",
            Direction.MOVED,
            "FRAUD_TABLE_2 moved from policies/tables/table_is_billed_on_demand.py",
        ),
    ],
)
def test_what_asks_for_no_less_is_told_and_not_weaker(
    path: str, direction: Direction, what: str, found: Mapping[str, list[Difference]]
) -> None:
    assert [(each.direction, each.what) for each in found[path]] == [(direction, what)]


def test_every_path_that_git_calls_different_is_told(
    repository: Repository, found: Mapping[str, list[Difference]]
) -> None:
    listed = repository.git("diff", "--name-status", "--no-renames", "base", "tampered").splitlines()
    renamed = {"policies/tables/table_is_billed_on_demand.py"}
    waivers = {"policies/waivers.toml"}
    paths = {line.split("\t")[1] for line in listed}
    assert paths - renamed - waivers <= found.keys()
    assert all(file_class(path) in STEERING for path in paths - {"README.md"})


def test_text_alone_is_told_too(repository: Repository, committed: State, rules: Sequence[Policy]) -> None:
    repository.write("README.md", "changed\n")
    repository.commit("text")
    repository.git("reset", "-q", "--hard", "base")
    (only,) = differences(committed, of("text", rules, repository.root), rules)
    assert only == Difference(Direction.CHANGED, "README.md", "changed", "text")


@pytest.mark.parametrize("name", ["stacks/__init__.py", "stacks/__main__.py"])
def test_a_revision_without_its_own_application_is_not_taken_for_this_checkouts(
    name: str, repository: Repository, rules: Sequence[Policy]
) -> None:
    repository.git("rm", "-q", name)
    repository.commit("empty")
    repository.git("reset", "-q", "--hard", "base")
    with pytest.raises(NoState, match=f"empty: did not synthesize: {name} is missing"):
        of("empty", rules, repository.root)


def test_a_link_among_what_is_synthesized_is_refused(repository: Repository, rules: Sequence[Policy]) -> None:
    (repository.root / "stacks/topic.py").unlink()
    (repository.root / "stacks/topic.py").symlink_to("/etc/hostname")
    repository.commit("linked")
    repository.git("reset", "-q", "--hard", "base")
    with pytest.raises(NoState, match=r"linked: stacks/topic\.py: is a link, and no file; commit the file itself"):
        of("linked", rules, repository.root)


def test_a_revision_that_does_not_synthesize_is_told(repository: Repository, rules: Sequence[Policy]) -> None:
    repository.write("stacks/__main__.py", "raise SystemExit('broken')\n")
    repository.commit("broken")
    repository.git("reset", "-q", "--hard", "base")
    with pytest.raises(NoState, match="broken: stacks: did not synthesize: broken"):
        of("broken", rules, repository.root)
