"""Of a synthesis exactly those bytes are kept that were judged, and who writes to them meanwhile closes the gate."""

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from gate import assess
from gate import assess_synthesis as assess_synthesis_module
from gate.assess_synthesis import assess_synthesis
from gate.criteria import Criteria
from gate.engines.checkov.built_in_checks import built_in_checks
from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.checkov.second_opinion import Opinion
from gate.engines.judge import judge
from gate.model import Assessment, Outcome, Verdict
from gate.moment import day, now
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
STACK, ACCOUNT, _ = KNOWN_STACKS
Write = Callable[[Path], None]


@pytest.fixture
def written(synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a synthesis wrote: a copy of a real one."""
    folder = Path(shutil.copytree(synthesized.parents[2], tmp_path / "scratch" / "cdktf.out"))
    monkeypatch.setattr("gate.assess_synthesis.synthesis", lambda: nullcontext(folder))
    return folder


@pytest.fixture
def assessed(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Assessment]:
    """The assessment of a stack that is written by our own policies, while which something happens to a folder."""

    def asked(meanwhile: Write = lambda _: None, *, at: Path = written, stack: str = STACK) -> Assessment:
        happening = [meanwhile]

        def judged(_: bytes, stack: Stack, criteria: Criteria) -> Opinion:
            while happening:
                happening.pop()(at)
            return Opinion(tuple(judge(stack, criteria.policies)))

        monkeypatch.setattr(assess, "_opinion", judged)
        assessments, _ = assess_synthesis(tmp_path / "kept", day(now()))
        own = [each for each in assessments if Path(each.file).parent.name == stack]
        return own[0] if own else assessments[0]

    return asked


@pytest.fixture
def verdicts(assessed: Callable[..., Assessment]) -> Callable[[], dict[str, Verdict]]:
    """The verdict on each stack, by its name."""
    return lambda: {stack: assessed(stack=stack).verdict for stack in (STACK, ACCOUNT)}


def not_passing(assessment: Assessment) -> list[tuple[str, str]]:
    return [(each.policy, each.place) for each in assessment.findings if each.outcome is not Outcome.PASS]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_open_synthesis_is_kept_byte_for_byte(
    assessed: Callable[..., Assessment], written: Path, tmp_path: Path
) -> None:
    assessment = assessed()
    assert not_passing(assessment) == []
    assert assessment.verdict is Verdict.OPEN
    assert contents(tmp_path / "kept") == contents(written)
    others = [assessed(stack=name) for name in KNOWN_STACKS if name != STACK]
    assert {other.verdict for other in others} == {Verdict.OPEN}
    deployed = {name for each in (assessment, *others) for name in each.deployed}
    assert deployed == {*contents(written)}


@pytest.mark.parametrize("name", ["policies/waivers.toml", "lambdas/fraud_analyzer/handler.py", "stacks/app.py"])
def test_what_judges_or_is_judged_and_is_rewritten_meanwhile_closes_it(
    name: str, assessed: Callable[..., Assessment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function's source, too: its bundle is of what it was, and the attestation would call it what it is then."""
    project = tmp_path / "project"
    for folder in ("policies", "lambdas", "stacks"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("gate.assess_synthesis.ROOT", project)
    assessment = assessed(lambda folder: (folder / name).write_text(""), at=project)
    assert not_passing(assessment) == [("FOLDER_CHANGED", name)]


def add_a_file(folder: Path) -> None:
    (folder / "stacks" / STACK / "extra.tf.json").write_text("{}")


def swap_a_bundle(folder: Path) -> None:
    (folder / "stacks" / STACK / "assets" / "fraud-analyzer.zip").write_bytes(b"PK")


def remove_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def remove_all(folder: Path) -> None:
    shutil.rmtree(folder)


CHANGES = [
    (add_a_file, f"stacks/{STACK}/extra.tf.json"),
    (swap_a_bundle, f"stacks/{STACK}/assets/fraud-analyzer.zip"),
    (remove_the_manifest, "manifest.json"),
]


@pytest.mark.parametrize(("change", "path"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
@pytest.mark.parametrize("at", ["kept", "scratch/cdktf.out"])
def test_what_changes_while_the_gate_judges_closes_it_by_name(
    change: Write, path: str, at: str, assessed: Callable[..., Assessment], tmp_path: Path
) -> None:
    assessment = assessed(change, at=tmp_path / at)
    assert not_passing(assessment) == [("FOLDER_CHANGED", path)]
    assert assessment.verdict is Verdict.CLOSED


def test_a_folder_that_is_gone_at_the_end_closes_it(assessed: Callable[..., Assessment], tmp_path: Path) -> None:
    assert not_passing(assessed(remove_all, at=tmp_path / "kept")) == [("FOLDER_CHANGED", "kept")]


def test_a_bundle_swapped_meanwhile_is_not_the_one_that_is_kept(
    assessed: Callable[..., Assessment], written: Path, tmp_path: Path
) -> None:
    before = contents(written)
    assessed(swap_a_bundle)
    assert contents(tmp_path / "kept") == before


def test_whoever_still_holds_a_file_open_does_not_write_into_what_is_kept(
    assessed: Callable[..., Assessment], written: Path, tmp_path: Path
) -> None:
    with (written / "stacks" / STACK / "cdk.tf.json").open("a") as held:
        assessed()
        held.write("more")
    assert b"more" not in (tmp_path / "kept" / "stacks" / STACK / "cdk.tf.json").read_bytes()


def test_what_may_not_be_deployed_closes_the_gate_and_is_not_kept(
    assessed: Callable[..., Assessment], written: Path, tmp_path: Path
) -> None:
    before = contents(written)
    (written / "stacks" / STACK / "extra_override.tf.json").write_text("{}")
    (written / "stacks" / STACK / "link").symlink_to("/etc/passwd")
    assert not_passing(assessed()) == 2 * [("FRAUD_FOLDER_1", f"stacks/{STACK}")]
    assert not_passing(assessed(stack=ACCOUNT)) == []
    assert contents(tmp_path / "kept") == before


@pytest.mark.parametrize(("missing", "left"), [(STACK, ACCOUNT), (ACCOUNT, STACK)])
def test_a_stack_that_was_not_synthesized_closes_the_whole_run(
    missing: str, left: str, written: Path, verdicts: Callable[[], dict[str, Verdict]]
) -> None:
    shutil.rmtree(written / "stacks" / missing)
    # What the one that is left expects of the missing one could not be judged either.
    assert verdicts() == {missing: Verdict.ERROR, left: Verdict.ERROR}


def test_a_stack_that_nobody_knows_closes_the_whole_run(
    written: Path, assessed: Callable[..., Assessment], verdicts: Callable[[], dict[str, Verdict]]
) -> None:
    unknown = Path(shutil.copytree(written / "stacks" / ACCOUNT, written / "stacks" / "payments"))
    assert verdicts() == {STACK: Verdict.CLOSED, ACCOUNT: Verdict.CLOSED}
    assert assessed(stack="payments").verdict is Verdict.CLOSED
    file = unknown / "cdk.tf.json"
    file.write_text(file.read_text().replace('"stackName": "account"', '"stackName": "payments"'))
    assert "names the stack 'payments'" in assessed(stack="payments").findings[0].details


def test_what_judges_and_the_sources_are_read_before_any_code_of_the_stack_runs(
    assessed: Callable[..., Assessment], written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the code could write the sources as it packed them, or weaken a rule until it has been read."""
    order: list[str] = []

    def noting(name: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any) -> Any:
            order.append(name)
            return done(*arguments)

        return noted

    for name in ("sources", "read_criteria"):
        monkeypatch.setattr(assess_synthesis_module, name, noting(name, vars(assess_synthesis_module)[name]))
    for name, done in (("prepare_opinions", lambda _: None), ("synthesis", lambda: nullcontext(written))):
        monkeypatch.setattr(assess_synthesis_module, name, noting(name, done))
    assessed()
    assert order[:2] == ["sources", "read_criteria"]
    assert sorted(order[2:]) == ["prepare_opinions", "synthesis"]


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(
    ("failing", "verdicts"),
    [((STACK,), "open open open"), ((ACCOUNT,), "open open open"), ((), "closed open closed")],
)
def test_a_decline_is_in_use_where_one_of_the_stacks_needs_it(
    failing: tuple[str, ...], verdicts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The type of which the check reports stands in two of the stacks, and what it finds in one of them is declined."""
    check, group = "CKV_AWS_338", "aws_cloudwatch_log_group"
    built_ins = BuiltIns({check: (group,)}, {check: "ours"})

    def judged(_: bytes, stack: Stack, criteria: Criteria) -> Opinion:
        outcome = Outcome.FAIL if stack.name in failing else Outcome.PASS
        records = {(check, each.address): outcome for each in stack.of(group)}
        by_checkov = built_in_checks(records, stack, criteria.policies, (), built_ins)
        return Opinion((*judge(stack, criteria.policies), *by_checkov))

    monkeypatch.setattr(assess, "_opinion", judged)
    assessments, _ = assess_synthesis(tmp_path / "kept", day(now()))
    assert " ".join(each.verdict.value for each in assessments) == verdicts


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_file_that_is_no_regular_file_could_not_be_judged(
    kind: str, assessed: Callable[..., Assessment], written: Path, tmp_path: Path
) -> None:
    file = written / "stacks" / STACK / "cdk.tf.json"
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json") if kind == "link" else file.mkdir()
    assessment = assessed()
    assert assessment.verdict is Verdict.ERROR
    assert "is missing, or no regular file" in assessment.findings[0].details


def test_the_state_that_terraform_could_not_write_elsewhere_is_kept(
    assessed: Callable[..., Assessment], tmp_path: Path
) -> None:
    assessed()
    state = tmp_path / "kept" / "stacks" / STACK / "errored.tfstate"
    state.write_text("{}")
    assessment = assessed()
    assert assessment.verdict is Verdict.ERROR
    assert "errored.tfstate: is there, and no synthesis wrote it; move it away" in assessment.findings[0].details
    assert state.exists()


def test_a_link_in_the_place_of_the_kept_folder_is_not_followed(
    written: Path, tmp_path: Path, assessed: Callable[..., Assessment]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (tmp_path / "kept").symlink_to(tmp_path / "mine")
    assessment = assessed()
    assert assessment.verdict is Verdict.ERROR
    assert "kept: is there, and no synthesis wrote it" in assessment.findings[0].details
    assert (tmp_path / "mine" / "file").exists()
