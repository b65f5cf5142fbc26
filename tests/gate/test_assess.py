"""Real synthesized files with an edit in them: what closes the gate, in which words, and what does not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gate.assess import assess
from gate.criteria import read_criteria
from gate.model import Assessment, Finding, Outcome, Verdict
from gate.moment import day, now
from policies.aws.region import ANOTHER_REGION

File = dict[str, Any]
Edit = Callable[[File], None]
Ask = Callable[[Edit], Assessment]
TYPES = ("aws_lambda_function", "aws_sqs_queue", "aws_dynamodb_table", "aws_iam_role", "aws_kms_key")


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path) -> Ask:
    """Judges a copy of the real file with an edit in it, under another name in another folder."""

    def asked(edit: Edit) -> Assessment:
        file = json.loads(synthesized.read_text())
        edit(file)
        copy = tmp_path / "copy.json"
        copy.write_text(json.dumps(file))
        return assess(copy, read_criteria(), name="the file", today=day(now()))

    return asked


def not_passing(assessment: Assessment) -> Iterator[Finding]:
    return (finding for finding in assessment.findings if finding.outcome is not Outcome.PASS)


def policies(assessment: Assessment) -> set[str]:
    return {finding.policy for finding in not_passing(assessment)}


def words(assessment: Assessment) -> str:
    return "\n".join(f"{each.place}: {each.details}; {each.remedy}" for each in not_passing(assessment))


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
    file["provider"]["aws"][0]["region"] = ANOTHER_REGION


def add_user(file: File) -> None:
    file["resource"]["aws_iam_user"] = {"extra": {"name": "extra"}}


def reserve_nine(file: File) -> None:
    one(file, "aws_lambda_function", function_name="fraud-analyzer")["reserved_concurrent_executions"] = 9


def add_alarm(file: File) -> None:
    alarms = file["resource"]["aws_cloudwatch_metric_alarm"]
    first = next(iter(alarms.values()))
    alarms["one_more"] = {**first, "alarm_name": "one more", "threshold": first["threshold"]}


def share_a_construct_path(file: File) -> None:
    first, second, *_ = file["resource"]["aws_kms_key"].values()
    first["//"] = second["//"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (add_bucket, "no policy judges aws_s3_bucket"),
        (allow_all_of_dynamodb, "dynamodb:*"),
        (keep_logs_for_two_weeks, "14 days, not 7"),
        (take_key_from_queue, "key"),
        (count_firewall_out, "count"),
        (add_module, "module"),
        (move_region, ANOTHER_REGION),
        (add_user, "aws_iam_user"),
        (describe_with_a_card_number, "card number"),
        (tag_with_a_password, "credential"),
        (add_alarm, "the same namespace and metric_name and dimensions"),
        (share_a_construct_path, "has the construct path"),
        (reserve_nine, "reserves 9 concurrent executions, not 10"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_violation_closes_the_gate_in_plain_words(edit: Edit, said: str, ask: Ask) -> None:
    assessment = ask(edit)
    assert assessment.verdict is Verdict.CLOSED
    assert said in words(assessment)


def test_nine_instead_of_ten_names_exactly_the_concurrency_policy(ask: Ask) -> None:
    assert policies(ask(reserve_nine)) == {"FRAUD_FUNCTION_1"}


def comment_on_the_file(file: File, text: str) -> None:
    file["//"]["note"] = text


def comment_on_a_resource(file: File, text: str) -> None:
    one(file, "aws_sns_topic")["//"]["note"] = text


def test_what_makes_checkov_drop_a_part_of_the_file_could_not_be_judged(ask: Ask) -> None:
    def say_nothing_of_provisioners(file: File) -> None:
        one(file, "aws_sqs_queue")["provisioner"] = None

    assessment = ask(say_nothing_of_provisioners)
    assert assessment.verdict is Verdict.ERROR
    assert "CKV2_AWS_31" in policies(assessment)


@pytest.mark.parametrize("comment", [comment_on_the_file, comment_on_a_resource])
@pytest.mark.parametrize("text", ["4" + "1" * 15, "AKIA" + "ABCDEFGHIJKLMNOP"])
def test_what_may_not_be_published_closes_the_gate_in_comments_too(
    comment: Callable[[File, str], None], text: str, ask: Ask
) -> None:
    assessment = ask(lambda file: comment(file, text))
    assert assessment.verdict is Verdict.CLOSED
    assert policies(assessment) <= {"FRAUD_FILE_12", "FRAUD_FILE_13"}


def change_descriptions(file: File) -> None:
    for resources in file["resource"].values():
        for each in resources.values():
            each.update(dict.fromkeys(each.keys() & {"description", "alarm_description"}, "other words"))


def say_in_descriptions_what_is_forbidden_elsewhere(file: File) -> None:
    words = f"dynamic, not replicated to {ANOTHER_REGION}, ticket 202601150001"
    words = f"{words}, see arn: of arn:aws:sqs:{ANOTHER_REGION}:other"
    for resources in file["resource"].values():
        for each in resources.values():
            each.update(dict.fromkeys(each.keys() & {"description", "alarm_description"}, words))
    machine = one(file, "aws_sfn_state_machine")
    machine["definition"] = json.dumps({**json.loads(machine["definition"]), "Comment": words})


def say_nothing_of_count(file: File) -> None:
    for type_ in TYPES:
        for each in file["resource"][type_].values():
            each.update(dict.fromkeys(("count", "for_each", "provider", "lifecycle")))


def turn_keys_round(file: File) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(item) for key, item in reversed(value.items())}
        return [turned(item) for item in value] if isinstance(value, list) else value

    content = turned(file)
    file.clear()
    file.update(content)


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
        turn_keys_round,
        forget_construct_paths,
    ],
    ids=lambda each: each.__name__,
)
def test_what_weakens_nothing_leaves_the_gate_open(edit: Edit, ask: Ask) -> None:
    assessment = ask(edit)
    assert words(assessment) == ""
    assert assessment.verdict is Verdict.OPEN


def test_a_copy_gets_the_findings_of_the_original(synthesized: Path, ask: Ask) -> None:
    original = assess(synthesized, read_criteria(), name="the file", today=day(now()))
    assert ask(rename_nothing).findings == original.findings


def test_a_file_that_would_switch_checkov_off_closes_the_gate_by_name(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".checkov.yaml").write_text("soft-fail: true\n")
    monkeypatch.setenv("CKV_FRAMEWORK", "dockerfile")
    assessment = ask(rename_nothing)
    assert assessment.verdict is Verdict.ERROR
    assert policies(assessment) == {"CHECKOV_SETTINGS"}
    assert {finding.place for finding in not_passing(assessment)} == {".checkov.yaml", "CKV_FRAMEWORK"}
