"""`gate check` on real synthesized files: what closes the gate, in which words, and what does not."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gate.cli.command import gate

File = dict[str, Any]
Edit = Callable[[File], None]
TAGGED = ("aws_lambda_function", "aws_sqs_queue", "aws_dynamodb_table", "aws_iam_role", "aws_kms_key")


class Answer:
    """What one `gate check FILE... --json` answered."""

    def __init__(self, *files: Path, reports: Path) -> None:
        arguments = ["check", *map(str, files), "--json", "--reports", str(reports)]
        result = CliRunner().invoke(gate, arguments)
        self.status = result.exit_code
        self.files: list[dict[str, Any]] = json.loads(result.stdout)
        self.report = json.loads((reports / "verdict.json").read_text())

    @property
    def findings(self) -> Iterator[dict[str, str]]:
        return (each for file in self.files for each in file["findings"] if each["outcome"] != "pass")

    @property
    def policies(self) -> set[str]:
        return {each["policy"] for each in self.findings}

    @property
    def words(self) -> str:
        return "\n".join(f"{each['place']}: {each['details']}; {each['remedy']}" for each in self.findings)


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path) -> Callable[[Edit], Answer]:
    """Judges a copy of the real file with an edit in it, under another name in another folder."""

    def asked(edit: Edit) -> Answer:
        file = json.loads(synthesized.read_text())
        edit(file)
        copy = tmp_path / "copy.json"
        copy.write_text(json.dumps(file))
        return Answer(copy, reports=tmp_path / "reports")

    return asked


def one(file: File, type_: str, **having: str) -> File:
    """The first resource of a type that has these values."""
    return next(each for each in file["resource"][type_].values() if having.items() <= each.items())


def describe_with_a_card_number(file: File) -> None:
    one(file, "aws_kms_key")["description"] = "4" + "1" * 15


def tag_with_a_password(file: File) -> None:
    one(file, "aws_kms_key")["tags"] = {"note": "password=" + "hunter2" * 2}


def rename_nothing(file: File) -> None:
    """The file as it was synthesized."""


def add_bucket(file: File) -> None:
    file["resource"]["aws_s3_bucket"] = {"extra": {"bucket": "extra"}}


def allow_all_of_dynamodb(file: File) -> None:
    role_policy = one(file, "aws_iam_role_policy")
    document = json.loads(role_policy["policy"])
    document["Statement"][0]["Action"] = "dynamodb:*"
    role_policy["policy"] = json.dumps(document)


def keep_logs_for_two_weeks(file: File) -> None:
    one(file, "aws_cloudwatch_log_group")["retention_in_days"] = 14


def take_key_from_queue(file: File) -> None:
    del one(file, "aws_sqs_queue")["kms_master_key_id"]


def count_firewall_out(file: File) -> None:
    one(file, "aws_wafv2_web_acl_association")["count"] = 0


def add_module(file: File) -> None:
    file["module"] = {"extra": {"source": "./extra"}}


def move_region(file: File) -> None:
    file["provider"]["aws"][0]["region"] = "eu-west-1"


def add_user(file: File) -> None:
    file["resource"]["aws_iam_user"] = {"extra": {"name": "extra"}}


def reserve_nine(file: File) -> None:
    one(file, "aws_lambda_function")["reserved_concurrent_executions"] = 9


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (add_bucket, "no policy judges aws_s3_bucket"),
        (allow_all_of_dynamodb, "dynamodb:*"),
        (keep_logs_for_two_weeks, "14 days, not 7"),
        (take_key_from_queue, "key"),
        (count_firewall_out, "count"),
        (add_module, "module"),
        (move_region, "eu-west-1"),
        (add_user, "aws_iam_user"),
        (describe_with_a_card_number, "card number"),
        (tag_with_a_password, "credential"),
        (reserve_nine, "reserves 9 concurrent executions, not 10"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_violation_closes_the_gate_in_plain_words(edit: Edit, words: str, ask: Callable[[Edit], Answer]) -> None:
    answer = ask(edit)
    assert (answer.status, answer.files[0]["verdict"], answer.report["verdict"]) == (1, "closed", "closed")
    assert words in answer.words


def comment_on_the_file(file: File, text: str) -> None:
    file["//"]["note"] = text


def comment_on_a_resource(file: File, text: str) -> None:
    one(file, "aws_sns_topic")["//"]["note"] = text


def test_what_makes_checkov_drop_a_part_of_the_file_could_not_be_judged(ask: Callable[[Edit], Answer]) -> None:
    def say_nothing_of_provisioners(file: File) -> None:
        one(file, "aws_sqs_queue")["provisioner"] = None

    answer = ask(say_nothing_of_provisioners)
    assert (answer.status, answer.report["verdict"]) == (2, "error")
    assert "CKV2_AWS_31" in answer.policies


@pytest.mark.parametrize("comment", [comment_on_the_file, comment_on_a_resource])
@pytest.mark.parametrize("text", ["4" + "1" * 15, "AKIA" + "ABCDEFGHIJKLMNOP"])
def test_what_may_not_be_published_closes_the_gate_in_comments_too(
    comment: Callable[[File, str], None], text: str, ask: Callable[[Edit], Answer]
) -> None:
    answer = ask(lambda file: comment(file, text))
    assert answer.status == 1
    assert answer.policies <= {"FRAUD_FILE_12", "FRAUD_FILE_13"}


def test_nine_instead_of_ten_names_exactly_the_concurrency_policy(ask: Callable[[Edit], Answer]) -> None:
    assert ask(reserve_nine).policies == {"FRAUD_FUNCTION_1"}


def change_descriptions(file: File) -> None:
    for resources in file["resource"].values():
        for each in resources.values():
            each.update(dict.fromkeys(each.keys() & {"description", "alarm_description"}, "other words"))


def say_in_descriptions_what_is_forbidden_elsewhere(file: File) -> None:
    words = "dynamic, not replicated to eu-west-1, ticket 202601150001, see arn: of arn:aws:sqs:eu-west-1:other"
    for resources in file["resource"].values():
        for each in resources.values():
            each.update(dict.fromkeys(each.keys() & {"description", "alarm_description"}, words))
    machine = one(file, "aws_sfn_state_machine")
    machine["definition"] = json.dumps({**json.loads(machine["definition"]), "Comment": words})
    for type_ in TAGGED:
        for each in file["resource"][type_].values():
            each["tags"] = {"dynamic": words, "eu-west-1": "202601150001"}


def say_nothing_of_count(file: File) -> None:
    for type_ in TAGGED:
        for each in file["resource"][type_].values():
            each.update(dict.fromkeys(("count", "for_each", "provider", "lifecycle")))


def add_tags(file: File) -> None:
    for type_ in TAGGED:
        for each in file["resource"][type_].values():
            each.setdefault("tags", {})["Team"] = "risk"


def turn_keys_round(file: File) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(item) for key, item in reversed(value.items())}
        return [turned(item) for item in value] if isinstance(value, list) else value

    content = turned(file)
    file.clear()
    file.update(content)


def add_alarm(file: File) -> None:
    alarms = file["resource"]["aws_cloudwatch_metric_alarm"]
    first = next(iter(alarms.values()))
    alarms["one_more"] = {**first, "alarm_name": "one more", "threshold": first["threshold"]}


def forget_construct_paths(file: File) -> None:
    for resources in file["resource"].values():
        for each in resources.values():
            each.pop("//", None)


@pytest.mark.parametrize(
    "edit",
    [
        rename_nothing,
        change_descriptions,
        say_in_descriptions_what_is_forbidden_elsewhere,
        say_nothing_of_count,
        add_tags,
        turn_keys_round,
        add_alarm,
        forget_construct_paths,
    ],
    ids=lambda each: each.__name__,
)
def test_what_weakens_nothing_leaves_the_gate_open(edit: Edit, ask: Callable[[Edit], Answer]) -> None:
    answer = ask(edit)
    assert answer.words == ""
    assert (answer.status, answer.files[0]["verdict"], answer.report["verdict"]) == (0, "open", "open")


def test_a_copy_gets_the_findings_of_the_original(
    synthesized: Path, ask: Callable[[Edit], Answer], tmp_path: Path
) -> None:
    original = Answer(synthesized, reports=tmp_path / "reports")
    assert ask(rename_nothing).files[0]["findings"] == original.files[0]["findings"]


def test_each_file_is_judged_on_its_own(synthesized: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed.json"
    file = json.loads(synthesized.read_text())
    reserve_nine(file)
    closed.write_text(json.dumps(file))
    missing = tmp_path / "missing.json"
    answer = Answer(synthesized, closed, missing, reports=tmp_path / "reports")
    assert [each["verdict"] for each in answer.files] == ["open", "closed", "error"]
    assert [each["file"] for each in answer.files] == [str(synthesized), str(closed), str(missing)]
    assert (answer.status, answer.report["verdict"]) == (2, "error")


def test_a_queue_behind_a_second_resource_key_is_not_judged_away(synthesized: Path, tmp_path: Path) -> None:
    text = synthesized.read_text()
    hiding = tmp_path / "cdk.tf.json"
    hidden = json.dumps({"aws_sqs_queue": {"hidden": {"name": "hidden"}}})
    hiding.write_text(text.replace("{", f'{{"resource": {hidden},', 1))
    answer = Answer(hiding, reports=tmp_path / "reports")
    assert (answer.status, answer.report["verdict"]) == (2, "error")
    assert "'resource' stands twice" in answer.words


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b'{"resource": 1}',
        b'{"resource": {}, "x": {}}',
        None,
    ],
    ids=repr,
)
def test_bad_input_could_not_be_judged(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "cdk.tf.json"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    answer = Answer(path, reports=tmp_path / "reports")
    assert (answer.status, answer.files[0]["verdict"], answer.report["verdict"]) == (2, "error", "error")
    assert str(path) in answer.words
    assert "\n" not in answer.words
    assert "could not judge" in (tmp_path / "reports" / "report.md").read_text()


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    answer = Answer(pipe, reports=tmp_path / "reports")
    assert answer.status == 2
    assert "is no regular file" in answer.words


def test_a_run_without_json_prints_one_line_a_finding_and_a_summary(synthesized: Path, tmp_path: Path) -> None:
    file = json.loads(synthesized.read_text())
    reserve_nine(file)
    one(file, "aws_lambda_function")["//"]["metadata"]["path"] = "evil\x1b[2J\npath"
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(file))
    result = CliRunner().invoke(gate, ["check", str(copy), "--reports", str(tmp_path / "reports")])
    finding, summary = result.stdout.splitlines()
    assert finding.startswith("evil\\x1b[2J\\npath: reserves 9 concurrent executions, not 10; ")
    assert finding.endswith(" [FRAUD_FUNCTION_1]")
    assert summary.startswith(f"The gate is closed: {copy} sha256:")


def test_a_file_that_would_switch_checkov_off_closes_the_gate_by_name(
    ask: Callable[[Edit], Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".checkov.yaml").write_text("soft-fail: true\n")
    monkeypatch.setenv("CKV_FRAMEWORK", "dockerfile")
    answer = ask(rename_nothing)
    assert (answer.status, answer.policies) == (2, {"CHECKOV_SETTINGS"})
    assert {each["place"] for each in answer.findings} == {".checkov.yaml", "CKV_FRAMEWORK"}


def test_reports_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    result = CliRunner().invoke(gate, ["check", str(tmp_path / "x.json"), "--reports", str(blocked / "reports")])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("1", False)])
def test_the_summary_is_coloured_unless_no_color_is_set(setting: str, coloured: bool, tmp_path: Path) -> None:
    arguments = ["check", str(tmp_path / "x.json"), "--reports", str(tmp_path / "reports")]
    result = CliRunner(env={"NO_COLOR": setting}).invoke(gate, arguments, color=True)
    assert ("\x1b[" in result.stdout) is coloured
