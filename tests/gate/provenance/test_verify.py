"""What was attested is what is there: every byte, every rule, no file more, and not for long."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from gate.cli.command import gate
from gate.model import Assessment, Finding, Outcome
from gate.provenance.attestation import BrokenAttestation, read
from gate.provenance.attested import of_folder
from gate.provenance.verification import mismatches
from gate.reports.attestation import render
from gate.reports.evidence import Evidence

TODAY = date(2026, 11, 25)
FILES = (
    *("out/cdk.tf.json", "out/assets/fraud-analyzer.zip", "policies/logs/rule.py", "policies/waivers.toml"),
    *("gate/judge.py", "tests/compliance/test_wiring.py", "lambdas/fraud_analyzer/calls.json", "requirements.lock"),
    *("pyproject.toml", "Makefile", ".github/workflows/gate.yml", ".github/CODEOWNERS", ".pre-commit-config.yaml"),
    *("cdktf.json", ".ci/run", "tests/test_hooks.py", "requirements-uv.lock", "live/emulator.lock"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project, and a stack in it."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the content of {name}")
    return tmp_path


def attested(root: Path, outcome: Outcome = Outcome.PASS) -> str:
    assessment = Assessment("out/cdk.tf.json", "sha256:" + "0" * 64, (Finding("policies", "A", "p", outcome, "x"),))
    return render(Evidence(TODAY.isoformat(), (assessment,), (), (), of_folder(root / "out", root)))


def found(text: str, root: Path, *, today: date = TODAY) -> list[str]:
    return list(mismatches(read(text), of_folder(root / "out", root), today=today, days=1))


def test_what_is_as_it_was_attested_matches(root: Path) -> None:
    assert found(attested(root), root) == []


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_in_any_file_is_named(name: str, root: Path) -> None:
    text = attested(root)
    content = bytearray((root / name).read_bytes())
    content[-1] ^= 1
    (root / name).write_bytes(content)
    assert found(text, root) == [f"{name.removeprefix('out/')}: its bytes are not the attested ones"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / name).unlink()
    assert found(text, root) == [f"{name.removeprefix('out/')}: is missing, and was attested"]


@pytest.mark.parametrize(
    "name", ["more.tf", "local_override.tf.json", "x.auto.tfvars", "terraform.tfvars", "assets/more.zip", ".hidden"]
)
def test_a_file_beside_the_stack_that_was_not_judged_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / "out" / name).write_text("")
    assert found(text, root) == [f"{name}: lies beside the stack, and was not judged"]


@pytest.mark.parametrize(
    "name",
    [
        "policies/more.py",
        "gate/more.py",
        "gate/judge/__init__.py",
        "lambdas/card_freezer/calls.json",
        "tests/conftest.py",
    ],
)
def test_a_rule_or_record_that_did_not_judge_is_named(name: str, root: Path) -> None:
    text = attested(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("")
    assert found(text, root) == [f"{name}: is among what judges now, and was not then"]


def test_a_bundle_that_was_swapped_for_another_is_named(root: Path) -> None:
    (root / "out/assets/other.zip").write_text("other")
    text = attested(root)
    one, other = root / "out/assets/fraud-analyzer.zip", root / "out/assets/other.zip"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert [each.partition(":")[0] for each in found(text, root)] == ["assets/fraud-analyzer.zip", "assets/other.zip"]


def test_what_terraform_puts_there_and_what_python_compiles_is_no_mismatch(root: Path) -> None:
    text = attested(root)
    for name in ("out/.terraform/providers/x", "out/.terraform.lock.hcl", "gate/__pycache__/judge.pyc"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("")
    assert found(text, root) == []


def test_a_file_that_cannot_be_read_matches_nothing(root: Path) -> None:
    (root / "policies" / "link.py").symlink_to(root / "nowhere")
    assert found(attested(root), root) == ["policies/link.py: its bytes are not the attested ones"]


@pytest.mark.parametrize(("days", "words"), [(2, "2 days old"), (-1, "yet to come")])
def test_an_attestation_that_is_too_old_or_of_tomorrow_is_named(days: int, words: str, root: Path) -> None:
    text = attested(root)
    assert found(text, root, today=TODAY + timedelta(days=1)) == []
    (said,) = found(text, root, today=TODAY + timedelta(days=days))
    assert words in said


@pytest.mark.parametrize("outcome", [Outcome.FAIL, Outcome.ERROR])
def test_the_attestation_of_a_gate_that_was_not_open_is_named(outcome: Outcome, root: Path) -> None:
    assert found(attested(root, outcome), root) == ["the gate was not open: FAILED"]


def test_another_version_of_a_tool_is_named(root: Path) -> None:
    said = json.loads(attested(root))
    said["predicate"]["verifier"]["version"]["checkov"] = "0.0.1"
    (line,) = found(json.dumps(said), root)
    assert line.startswith("checkov: is ")
    assert line.endswith("now, and was 0.0.1")


def test_an_attestation_of_nothing_is_named(root: Path) -> None:
    said = json.loads(attested(root)) | {"subject": []}
    assert "the attestation is of no file" in found(json.dumps(said), root)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"_type": "x", "predicateType": "y"}'])
def test_what_is_no_attestation_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BrokenAttestation) as refused:
        read(text)
    assert len(str(refused.value).splitlines()) == 1


@given(st.data())
def test_an_attestation_with_a_part_replaced_is_refused_or_read_and_never_fails_otherwise(data: st.DataObject) -> None:
    said = json.loads(render(Evidence(TODAY.isoformat(), (), (), ())))
    part = data.draw(st.sampled_from(["subject", "predicate", "_type", "predicateType"]))
    said[part] = data.draw(st.none() | st.integers() | st.text() | st.lists(st.dictionaries(st.text(), st.text())))
    try:
        read(json.dumps(said))
    except BrokenAttestation as refused:
        lines = str(refused).splitlines()
    else:
        lines = [""]
    assert len(lines) == 1


def test_two_files_of_one_name_are_refused(root: Path) -> None:
    said = json.loads(attested(root))
    said["subject"].append(said["subject"][0])
    with pytest.raises(BrokenAttestation, match="twice"):
        read(json.dumps(said))


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path) -> Callable[..., Result]:
    """Runs `gate verify` on a copy of the real stack that was attested on a day of November."""
    evidence = Evidence(
        TODAY.isoformat(), (Assessment("cdk.tf.json", "", (Finding("a", "A", "p", Outcome.PASS),)),), ()
    )
    text = render(Evidence(evidence.date, evidence.assessments, (), (), of_folder(synthesized.parent)))
    (tmp_path / "attestation.json").write_text(text)
    options = ["--attestation", str(tmp_path / "attestation.json"), "--date", "2026-11-26"]
    return lambda *arguments: CliRunner().invoke(gate, ["verify", *options, *map(str, arguments)])


def test_the_command_line_verifies_the_real_stack_and_names_what_differs(
    ask: Callable[..., Result], synthesized: Path, tmp_path: Path
) -> None:
    same = ask(synthesized.parent)
    assert same.exit_code == 0
    files = [path for path in synthesized.parent.rglob("*") if path.is_file()]
    assert f"verified: {len(files)} files of the stack" in same.stdout
    old = ask(synthesized.parent, "--days", "0")
    assert (old.exit_code, len(old.stdout.splitlines())) == (1, 1)
    (tmp_path / "other").mkdir()
    empty = ask(tmp_path / "other")
    assert empty.exit_code == 1
    assert "cdk.tf.json: is missing, and was attested" in empty.stdout


@pytest.mark.parametrize(
    ("text", "status"),
    [(None, 2), ("{}", 2), ("\udcff", 2), ('{"payloadType": "x"}', 1)],
    ids=["missing", "empty", "no text", "empty envelope"],
)
def test_without_a_readable_attestation_nothing_is_verified(text: str | None, status: int, tmp_path: Path) -> None:
    file = tmp_path / "attestation.json"
    if text is not None:
        file.write_bytes(text.encode(errors="surrogateescape"))
    result = CliRunner().invoke(gate, ["verify", "--attestation", str(file), str(tmp_path)])
    assert result.exit_code == status
    assert len((result.stdout + result.stderr).splitlines()) == 1
