"""The provider's log: which operations it names, and that nothing else of it is kept."""

from __future__ import annotations

import json
import random
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.model import Assessment, Finding, Outcome
from live import record
from live.changes import CHANGES, changed, made_anew
from live.judged import NotOpen
from live.phases import PHASES, phases
from live.provider_log import Call, UnknownRequest, calls_of, read
from live.rights import rights
from live.terraform import Terraform, TerraformFailed
from policies.core.known_stacks import ACCOUNT, SYSTEM

CREATED = Call("Lambda", "CreateFunction")
TYPES: Mapping[str, Mapping[str, Any]] = {
    "aws_dynamodb_table": {"t": {}, "u": {}},
    "aws_iam_role": {"b": {}, "a": {}},
    "aws_kms_key": {"k": {}},
}


def request(service: object = "Lambda", operation: object = "CreateFunction", **more: object) -> str:
    return json.dumps({"@message": "HTTP Request Sent", "rpc.service": service, "rpc.method": operation, **more})


def test_what_was_sent_is_a_call_and_nothing_else_is() -> None:
    received = json.dumps({"@message": "HTTP Response Received", "rpc.service": "KMS", "rpc.method": "CreateKey"})
    lines = [request(), request(), received, json.dumps({"@message": "waiting"}), "[]", "1", "null"]
    assert read(lines) == (frozenset({CREATED}), "")


def test_what_stands_beside_the_log_is_what_terraform_says() -> None:
    assert read([request(), "Error: no\n", "\n"]) == (frozenset({CREATED}), "Error: no\n\n")


def test_of_a_request_only_the_names_are_kept() -> None:
    calls, said = read([request(**{"http.request.body": "password"})])
    assert "password" not in f"{calls}{said}"


@pytest.mark.parametrize("name", [None, "", 1, ["CreateFunction"], " x", "a\nb", "$(ls)"])
def test_a_request_without_a_name_is_refused(name: object) -> None:
    for line in (request(service=name), request(operation=name)):
        with pytest.raises(UnknownRequest, match="service or operation its log does not name"):
            read([line])


def test_a_command_that_fails_says_why_and_nothing_of_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terraform = pretending(tmp_path, monkeypatch, f"echo '{request()}' >&2; echo 'Error: no' >&2; exit 1")
    with pytest.raises(TerraformFailed, match=r"^Error: no\n$"):
        calls_of(terraform, "apply")


def test_a_command_logs_to_the_pipe_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_LOG_PATH", str(tmp_path / "log"))
    script = f"test -z \"$TF_LOG_PATH\" && test $TF_LOG = JSON && echo '{request()}' >&2"
    assert calls_of(pretending(tmp_path, monkeypatch, script), "apply") == {CREATED}
    assert not (tmp_path / "log").exists()


def pretending(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Terraform:
    """Terraform in a folder, by a command that does this instead."""
    (folder / "bin").mkdir()
    command = folder / "bin" / "terraform"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("live.terraform.known_version", lambda: None)
    monkeypatch.setattr("live.terraform.configuration", lambda scratch: scratch / "terraform.rc")
    monkeypatch.setenv("PATH", str(command.parent))
    return Terraform(folder, scratch=folder, variables={})


def test_the_record_is_the_same_for_the_same_calls_in_any_order() -> None:
    stack = {"terraform": {"required_providers": {"aws": {"version": "5.100.0"}}}, "resource": TYPES}
    calls = [Call("SQS", "CreateQueue"), CREATED, Call("Lambda", "AddPermission"), CREATED]
    texts = {record.text({"apply": random.sample(calls, len(calls))}, [stack, stack]) for _ in range(8)}
    assert [json.loads(text)["phases"] for text in texts] == [
        {"apply": {"Lambda": ["AddPermission", "CreateFunction"], "SQS": ["CreateQueue"]}}
    ]


@pytest.fixture(scope="module")
def known(synthesized: Path) -> Mapping[str, Mapping[str, Any]]:
    """The synthesized files that are recorded, by stack."""
    files = {stack: synthesized.parents[1] / stack / synthesized.name for stack in (ACCOUNT, SYSTEM)}
    return {stack: json.loads(file.read_text()) for stack, file in files.items()}


def test_each_type_is_changed_or_is_not_with_a_reason(known: Mapping[str, Mapping[str, Any]]) -> None:
    types = [type_ for stack in known.values() for type_ in stack["resource"]]
    said = [*CHANGES["one"], *CHANGES["all"], *CHANGES["unchanged"]]
    assert sorted(said) == sorted({*types}), "live/changes.toml: a type is missing, too many, or there twice"
    assert all(CHANGES["unchanged"].values())
    assert {*CHANGES["anew"]["all"], *CHANGES["anew"]["one"]} <= {*types}


@pytest.mark.parametrize("stack", [ACCOUNT, SYSTEM])
def test_each_change_is_one(stack: str, known: Mapping[str, Mapping[str, Any]]) -> None:
    file = known[stack]
    settings: dict[str, Any] = {"provider": {"aws": {}}, "resource": {}}
    for type_, resources in changed(file, settings)["resource"].items():
        for name, change in resources.items():
            built = file["resource"][type_][name]
            assert all(built.get(argument) != value for argument, value in change.items())


def test_a_change_stands_beside_what_the_override_says_already() -> None:
    stack = {"provider": {"aws": [{"default_tags": [{"tags": {"System": "s"}}]}]}, "resource": TYPES}
    roles = {"a": {"count": 1}, "b": {"count": 0}}
    settings = {"provider": {"aws": {"region": "r"}}, "resource": {"aws_iam_role": roles}}
    there, back = changed(stack, settings), changed(stack, settings, back=True)
    assert there["provider"]["aws"] == {"region": "r", "default_tags": [{"tags": {"System": "s", "Recorded": "calls"}}]}
    assert there["resource"]["aws_iam_role"] == {**roles, "a": {"count": 1, **CHANGES["one"]["aws_iam_role"]}}
    tables = {name: {"deletion_protection_enabled": False} for name in ("t", "u")}
    assert back == {**settings, "resource": {"aws_iam_role": roles, "aws_dynamodb_table": tables}}
    assert made_anew(stack) == ["-replace=aws_kms_key.k", "-replace=aws_iam_role.a"]


def test_nothing_is_deployed_to_be_recorded_while_the_gate_is_closed(tmp_path: Path) -> None:
    closed = Assessment("cdk.tf.json", "sha256:0", (Finding("policies", "X", "there", Outcome.FAIL, "bad", "fix it"),))
    with pytest.raises(NotOpen, match="run `gate`"):
        phases(dict.fromkeys((ACCOUNT, SYSTEM), (tmp_path, closed)))


def test_the_phases_are_those_of_a_life() -> None:
    assert PHASES == ("plan", "apply", "refresh", "update", "replace", "destroy")


@pytest.mark.parametrize(
    ("option", "there", "missing"), [("--plan", "kms:Decrypt", "iam:PassRole"), ("", "iam:PassRole", "x")]
)
def test_the_rights_of_a_deploy_or_a_plan_are_listed_with_their_calls(option: str, there: str, missing: str) -> None:
    done = CliRunner().invoke(rights, option.split())
    listed = {action: calls for action, _, calls in (line.partition(": ") for line in done.output.splitlines())}
    assert (done.exit_code, list(listed)) == (0, sorted(listed))
    assert listed[there]
    assert missing not in listed
