"""Checkov's command line shows every policy, and each policy fails there what it fails in the gate."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gate.engines.checkov import scan
from gate.engines.checkov.agreement import agreement
from gate.engines.judge import judge
from gate.model import Outcome
from policies.core import recorded_calls as recorded
from policies.core.deployed_folder import TYPES
from policies.core.examples import edited
from policies.core.policy import Policy
from policies.core.recorded_calls import RECORD, file_of
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import thaw
from policies.core.terraform_file import LABELLED, LISTED, SINGLE, is_resource
from policies.core.whole_stack import whole_stack
from tests.policies.samples import TopicIsNamed

ROOT = Path(__file__).resolve().parents[2]
CHECKOV = [
    str(Path(sys.executable).with_name("checkov")),
    "--framework",
    "terraform_json",
    "--skip-download",
    "--compact",
]
RULEBOOK = rulebook()
ON_THE_FOLDER = [policy for policy in RULEBOOK if set(policy.applies_to) & set(TYPES)]
ON_THE_FILE = [policy for policy in RULEBOOK if policy not in ON_THE_FOLDER]


def loaded(path: Path) -> Stack:
    return read_at(path, path.stat().st_mtime_ns)


@cache
def read_at(path: Path, _written: int) -> Stack:
    """Each file once; a later test may write another one to the same path."""
    return whole_stack(path)


def written(stack: Stack, folder: Path) -> Path:
    """The stack as a file alone again, with the functions' records in `lambdas` beside it."""
    file: dict[str, Any] = {"//": {"metadata": {"stackName": stack.name}}}
    for each in (each for each in stack.resources if each.type not in TYPES):
        values: Any = thaw(each.values)
        if each.type == RECORD:
            record = folder / file_of(each.name)
            record.parent.mkdir(parents=True)
            record.write_text(json.dumps({"source": f"sha256:{64 * '0'}", **values}))
            continue
        if each.path:
            values["//"] = {"metadata": {"path": each.path}}
        if is_resource(each.type):
            file.setdefault("resource", {}).setdefault(each.type, {})[each.name] = values
        elif "." in each.type:
            keyword, type_ = each.type.split(".")
            file.setdefault(keyword, {}).setdefault(type_, {})[each.name] = values
        elif each.type in LISTED:
            file.setdefault(each.type, []).append(values)
        elif each.type in SINGLE:
            file[each.type] = values
        elif each.type in LABELLED:
            file.setdefault(each.type, {})[each.name] = values
        else:
            file.setdefault(each.type, {}).setdefault(each.name, []).append(values)
    path = folder / "cdk.tf.json"
    # Without an indent, for which Python's own encoder is five times as slow.
    path.write_text(json.dumps(file))
    return path


def run_block(full_file_path: str, policy: Policy) -> Iterator[tuple[tuple[str, str], Outcome]]:
    """What Checkov's registries say of one policy on each block, asked as Checkov's runner of this name asks."""
    from checkov.terraform.checks.provider.registry import provider_registry  # noqa: PLC0415
    from checkov.terraform.checks.resource.registry import resource_registry  # noqa: PLC0415

    # Checkov's own filter weighs a dozen conditions for each of a thousand checks, and comes to the same.
    only: Any = SimpleNamespace(should_run_check=lambda check, **_: check.id == policy.id)
    for each in loaded(Path(full_file_path)).resources:
        if is_resource(each.type):
            results = resource_registry.scan("/x", {each.type: {each.name: {}}}, [], only, "terraform_json")
        elif each.type == "provider":
            results = provider_registry.scan("/x", {each.name: {}}, [], only, "terraform_json")
        else:
            continue
        for check, result in results.items():
            if result["result"].value != "UNKNOWN":
                passed = result["result"].value == "PASSED"
                yield (check.id, each.address), Outcome.PASS if passed else Outcome.FAIL


def file_for(policy: Policy, synthesized: Path) -> Path:
    """The file of the first stack that a policy judges."""
    return synthesized.parents[1] / policy.stacks[0] / synthesized.name


def target(policy: Policy, stack: Stack) -> Resource:
    if policy.forbids:
        return stack.resources[0]
    return next(each for each in stack.resources if policy.covers(each.type, stack) and policy.concerns(each, stack))


@pytest.mark.parametrize("policy", ON_THE_FOLDER, ids=lambda policy: policy.id)
def test_each_policy_on_the_folder_fails_in_checkov_what_it_fails_in_the_gate(
    policy: Policy, synthesized: Path
) -> None:
    scan.prepare()
    stack = loaded(file_for(policy, synthesized))
    planted = edited(stack, next(iter(policy.violating.values())), target(policy, stack))
    records = checked(policy, planted)
    assert Outcome.FAIL in records.values()
    (agreed,) = agreement(records, planted, [policy], judge(planted, [policy]))
    assert agreed.outcome is Outcome.PASS


@pytest.mark.parametrize("policy", ON_THE_FILE, ids=lambda policy: policy.id)
def test_each_policy_fails_in_checkov_what_it_fails_in_the_gate(
    policy: Policy, synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan.prepare()
    stack = loaded(file_for(policy, synthesized))
    path = written(edited(stack, next(iter(policy.violating.values())), target(policy, stack)), tmp_path)
    monkeypatch.setattr(recorded, "LAMBDAS", tmp_path / "lambdas")
    planted = loaded(path)
    records = dict(run_block(str(path), policy))
    if planted.of("provider"):
        assert Outcome.FAIL in records.values()
        assert [each.outcome for each in agreement(records, planted, [policy], judge(planted, [policy]))] == [
            Outcome.PASS
        ]
    else:
        assert set(records.values()) == {Outcome.FAIL}


def checkov(folder: Path, project: Path = ROOT) -> tuple[int, set[tuple[str, str, str]]]:
    """Checkov's own command line on a folder: its exit status, and (passed or failed, check, folder in it)."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CKV_", "CHECKOV_", "PYTHONPATH"))
    }
    command = [*CHECKOV, "-d", str(folder), "--external-checks-dir", str(project / "policies"), "-o", "json"]
    # This project's packages are found as they are installed, which is how everyone else calls it.
    found = {"PYTHONPATH": str(project)} if project != ROOT else {}
    environment = {**kept, **found, "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)["results"]
    assert results["parsing_errors"] == []
    return done.returncode, {
        (outcome, each["check_id"], Path(each["file_path"]).parts[1])
        for outcome in ("passed", "failed")
        for each in results[f"{outcome}_checks"]
    }


def planted(synthesized: Path) -> str:
    """The real file with four violations."""
    file = json.loads(synthesized.read_text())
    resources = {type_: next(iter(named.values())) for type_, named in file["resource"].items()}
    resources["aws_lambda_function"]["reserved_concurrent_executions"] = 9
    resources["aws_wafv2_web_acl_association"]["web_acl_arn"] = "${aws_wafv2_web_acl.nope.arn}"
    resources["aws_dynamodb_table"]["server_side_encryption"]["kms_key_arn"] = "${aws_kms_key.nope.arn}"
    file["variable"]["alert_phone"]["sensitive"] = False
    return json.dumps(file, indent=2)


@pytest.mark.long
def test_checkovs_command_line_fails_what_the_gate_fails_and_nothing_of_the_real_stack(
    synthesized: Path, tmp_path: Path
) -> None:
    output = synthesized.parents[2]
    for name, text in (("real", synthesized.read_text()), ("planted", planted(synthesized))):
        shutil.copytree(output, tmp_path / name)
        (tmp_path / name / synthesized.relative_to(output)).write_text(text)
    wrong = tmp_path / "planted" / synthesized.relative_to(output)
    (wrong.parent / "terraform.tfvars").touch()
    failed = {each.policy for each in judge(loaded(wrong), RULEBOOK) if each.outcome is Outcome.FAIL}
    assert {"FRAUD_FOLDER_1", "FRAUD_FUNCTION_1", "FRAUD_FIREWALL_7", "FRAUD_ENCRYPTION_1", "FRAUD_FILE_2"} < failed
    status, said = checkov(tmp_path)
    assert status == 1
    ours = {policy.id for policy in RULEBOOK}
    assert {check for outcome, check, name in said if (outcome, name) == ("failed", "planted")} & ours == failed
    assert {check for outcome, check, name in said if (outcome, name) == ("failed", "real")} & ours == set()
    assert ours <= {check for outcome, check, name in said if (outcome, name) == ("passed", "real")}


@pytest.mark.long
def test_checkovs_command_line_fails_where_a_policy_is_broken(synthesized: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "policies" / "functions" / "function_reserves_concurrency.py").write_text("def broken(:\n")
    status, said = checkov(synthesized.parent, tmp_path)
    assert status == 1
    assert "BROKEN_RULEBOOK" in {check for outcome, check, _ in said if outcome == "failed"}


class Passes(TopicIsNamed):
    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from ()


class AppliesToNothing(Passes):
    applies_to = ("aws_sns_topic", "aws_efs_file_system")


class ConcernsNothing(Passes):
    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return False


class RaisesBefore(Passes):
    def concerns(self, resource: Resource, stack: Stack) -> bool:
        raise ValueError("odd")


class Raises(Passes):
    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        raise SystemExit(0)


class SaysNoSentence(Passes):
    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield None  # type: ignore[misc]


class ConcernsAProvider(Passes):
    applies_to = ("provider",)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield "is wrong"


@pytest.mark.parametrize(
    "policy",
    [Passes, AppliesToNothing, ConcernsNothing, RaisesBefore, Raises, SaysNoSentence, ConcernsAProvider],
)
def test_judge_and_checkov_agree_whatever_a_policy_does(policy: type[Policy], synthesized: Path) -> None:
    scan.prepare()
    stack, asked = loaded(synthesized), policy()
    judged = judge(stack, [asked])
    outcomes = {finding.outcome for finding in judged if finding.policy == asked.id}
    assert (outcomes == {Outcome.PASS}) is (policy is Passes)
    (agreed,) = agreement(checked(asked, stack), stack, [asked], judged)
    assert agreed.outcome is Outcome.PASS, agreed


def test_a_policy_that_answers_otherwise_when_asked_again_is_a_disagreement(synthesized: Path) -> None:
    class Changes(TopicIsNamed):
        asked = 0

        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            Changes.asked += 1
            if Changes.asked > len(stack.of("aws_sns_topic")):
                yield "is wrong the second time"

    scan.prepare()
    stack = loaded(synthesized)
    judged = judge(stack, [Changes()])
    findings = list(agreement(checked(Changes(), stack), stack, [Changes()], judged))
    assert {finding.outcome for finding in findings} == {Outcome.ERROR}


def checked(policy: Policy, stack: Stack) -> dict[tuple[str, str], Outcome]:
    """What the checks of one policy say of each block that Checkov would hand to them."""
    from policies import checkov_adapter  # noqa: PLC0415 - it registers checks, once Checkov is prepared

    records: dict[tuple[str, str], Outcome] = {}
    with checkov_adapter.handed(stack):
        for resource in stack.resources:
            block = "resource" if is_resource(resource.type) else resource.type
            if block == "provider" or (block == "resource" and policy.covers(resource.type, stack)):
                check = checkov_adapter.Presented(policy, block, [resource.type])
                answer = check.run("/x", {}, resource.name, resource.type, {})["result"].value
                if answer != "UNKNOWN":
                    records[policy.id, resource.address] = Outcome.PASS if answer == "PASSED" else Outcome.FAIL
    return records
