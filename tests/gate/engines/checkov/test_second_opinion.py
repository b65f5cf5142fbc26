"""The second engine cannot leave anything out: a record that is missing or at odds closes the gate, by name."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gate.engines.checkov.agreement import agreement
from gate.engines.checkov.built_ins import BrokenBuiltIns, BuiltIns
from gate.engines.checkov.scan import Records, ScanFailed, prepare, scan
from gate.engines.checkov.second_opinion import opinion
from gate.engines.checkov.self_test import not_noticing
from gate.engines.judge import judge
from gate.model import Finding, Outcome
from gate.own_rules import UNCLAIMED_TYPE
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.whole_stack import whole_stack

ROOT = Path(__file__).resolve().parents[4]
# One worker runs these, since all of them read one run of Checkov.
pytestmark = pytest.mark.xdist_group("second opinion")

RULEBOOK = rulebook()
OTHERS = [name for name in KNOWN_STACKS if name != SYSTEM]
FUNCTION = "aws_lambda_function."
Tell = Callable[[Records], list[Finding]]


@pytest.fixture(scope="module")
def records(synthesized: Path, stack: Stack) -> Records:
    return scan(synthesized, stack).records


@pytest.fixture(scope="module")
def stack(synthesized: Path) -> Stack:
    return whole_stack(synthesized)


@pytest.fixture
def rescan(synthesized: Path, stack: Stack) -> Callable[[], Records]:
    return lambda: scan(synthesized, stack).records


@pytest.fixture(scope="module")
def judged(stack: Stack) -> tuple[Finding, ...]:
    return judge(stack, RULEBOOK)


@pytest.fixture
def tell(stack: Stack, judged: tuple[Finding, ...]) -> Tell:
    """The findings, passes apart, that follow from these records."""

    def told(records: Records) -> list[Finding]:
        found = opinion(records, stack, RULEBOOK, judged, BuiltIns.load())
        return [each for each in found if each.outcome is not Outcome.PASS]

    return told


def first(records: Records, check: str) -> tuple[str, str]:
    return next(key for key in records if key[0] == check)


def test_the_real_stack_passes_and_both_engines_agree(records: Records, tell: Tell) -> None:
    assert tell(records) == []


def test_every_policy_is_a_check_of_checkov(records: Records, synthesized: Path) -> None:
    reported = {check for check, _ in records}
    for name in OTHERS:
        path = synthesized.parents[1] / name / synthesized.name
        reported |= {check for check, _ in scan(path, whole_stack(path)).records}
    assert {policy.id for policy in RULEBOOK} <= reported


@pytest.mark.parametrize("name", OTHERS)
def test_both_engines_agree_on_the_other_stacks(name: str, synthesized: Path) -> None:
    path = synthesized.parents[1] / name / synthesized.name
    stack = whole_stack(path)
    found = opinion(scan(path, stack).records, stack, RULEBOOK, judge(stack, RULEBOOK), BuiltIns.load())
    assert [each for each in found if each.outcome is not Outcome.PASS] == []


@pytest.mark.parametrize(
    "check", ["FRAUD_FUNCTION_1", "FRAUD_FILE_17", "CKV_AWS_50", "CKV2_AWS_29", "CKV2_FRAUD_FIREWALL_7"]
)
def test_a_record_that_is_missing_could_not_be_judged(check: str, records: Records, tell: Tell) -> None:
    (found,) = tell({key: outcome for key, outcome in records.items() if key != first(records, check)})
    assert (found.policy, found.outcome) == (check, Outcome.ERROR)


@pytest.mark.parametrize("check", ["FRAUD_FUNCTION_1", "CKV_AWS_50"])
def test_where_a_policy_says_why_checkov_cannot_read_a_resource_the_remedy_is_that_policys(
    check: str, records: Records, stack: Stack, judged: tuple[Finding, ...]
) -> None:
    key = first(records, check)
    place = stack.by_address[key[1]].place
    counted = Finding("policies", "FRAUD_FILE_4", place, Outcome.FAIL, "has count")
    rest = {each: outcome for each, outcome in records.items() if each != key}
    found = opinion(rest, stack, RULEBOOK, (*judged, counted), BuiltIns.load())
    (finding,) = [each for each in found if each.policy == check and each.outcome is Outcome.ERROR]
    assert (finding.place, finding.remedy) == (place, "first fix what FRAUD_FILE_4 says of it")


def test_a_policy_on_which_the_engines_differ_is_named_by_its_file(records: Records, tell: Tell) -> None:
    key = first(records, "FRAUD_FUNCTION_1")
    (found,) = tell({**records, key: Outcome.FAIL})
    assert found.remedy.startswith("fix policies/functions/function_reserves_concurrency.py, ")


def test_a_file_without_a_provider_is_one_violation(stack: Stack, judged: tuple[Finding, ...]) -> None:
    without = Stack(tuple(each for each in stack.resources if each.type != "provider"), stack.name)
    (found,) = agreement({}, without, RULEBOOK, judged)
    assert (found.outcome, found.remedy) == (Outcome.FAIL, "call stacks.provider.provide")


@pytest.mark.parametrize("check", ["FRAUD_FUNCTION_1", "FRAUD_FILE_17", "CKV_AWS_50"])
def test_a_check_that_stops_reporting_is_named(check: str, records: Records, tell: Tell) -> None:
    found = tell({key: outcome for key, outcome in records.items() if key[0] != check})
    assert {each.policy for each in found} == {check}


def test_a_check_that_says_something_else_than_the_judge_is_named(records: Records, tell: Tell) -> None:
    (found,) = tell({**records, first(records, "FRAUD_FUNCTION_1"): Outcome.FAIL})
    assert (found.policy, found.outcome) == ("FRAUD_FUNCTION_1", Outcome.ERROR)
    assert found.details == "Checkov says failed where the judge says passed"


def test_a_check_of_ours_on_what_it_does_not_concern_is_named(records: Records, tell: Tell, stack: Stack) -> None:
    address = stack.of("aws_dynamodb_table")[0].address
    (found,) = tell({**records, ("FRAUD_FUNCTION_1", address): Outcome.PASS})
    assert "where the judge says nothing" in found.details


def test_a_check_of_checkovs_own_that_fails_closes_the_gate(records: Records, tell: Tell) -> None:
    (found,) = tell({**records, first(records, "CKV_AWS_50"): Outcome.FAIL})
    assert (found.policy, found.outcome) == ("CKV_AWS_50", Outcome.FAIL)
    assert found.details == "fails Checkov's check CKV_AWS_50 (X-Ray tracing is enabled for Lambda)"
    assert found.remedy == "fix it, or decline the check: `.venv/bin/gate explain CKV_AWS_50` prints the entry"


def test_a_connection_that_fails_where_our_policy_passes_is_a_disagreement(records: Records, tell: Tell) -> None:
    found = tell({**records, first(records, "CKV2_FRAUD_ENCRYPTION_1"): Outcome.FAIL})
    assert [each.outcome for each in found] == [Outcome.FAIL, Outcome.ERROR]
    assert "each policy FRAUD_ENCRYPTION_... passes there" in found[1].details


def test_a_check_that_nobody_knows_is_named(records: Records, tell: Tell, stack: Stack) -> None:
    (found,) = tell({**records, ("CKV_AWS_9999", stack.of("aws_sqs_queue")[0].address): Outcome.PASS})
    assert (found.policy, found.outcome) == ("UNKNOWN_CHECK", Outcome.FAIL)
    assert found.details == "passes Checkov's check CKV_AWS_9999, which policies/checkov.toml does not know"
    assert found.remedy == 'have [reports] there say: CKV_AWS_9999 = ["aws_sqs_queue"]'


def test_a_known_check_on_a_further_type_is_named_with_its_whole_line(
    records: Records, tell: Tell, stack: Stack
) -> None:
    (found,) = tell({**records, ("CKV_AWS_27", stack.of("aws_sns_topic")[0].address): Outcome.FAIL})
    assert found.details.startswith("fails Checkov's check CKV_AWS_27 (Ensure all data stored in the SQS queue is enc")
    assert found.remedy.endswith('CKV_AWS_27 = ["aws_sqs_queue", "aws_sns_topic"]')


def test_nobody_is_asked_about_the_checks_of_a_type_before_a_policy_judges_it(
    records: Records, stack: Stack, judged: tuple[Finding, ...]
) -> None:
    queue = stack.of("aws_sqs_queue")[0]
    unclaimed = Finding("claims", UNCLAIMED_TYPE, queue.place, Outcome.FAIL)
    unknown = {**records, ("CKV_AWS_9999", queue.address): Outcome.PASS}
    found = opinion(unknown, stack, RULEBOOK, (*judged, unclaimed), BuiltIns.load())
    assert [each for each in found if each.outcome is not Outcome.PASS] == []


def test_nobody_is_asked_about_the_checks_of_a_type_that_a_policy_forbids(
    records: Records, stack: Stack, judged: tuple[Finding, ...]
) -> None:
    queue, forbidding = stack.of("aws_sqs_queue")[0], next(policy for policy in RULEBOOK if policy.forbids)
    forbidden = Finding("policies", forbidding.id, queue.place, Outcome.FAIL, "has no place in this stack")
    unknown = {**records, ("CKV_AWS_9999", queue.address): Outcome.FAIL}
    found = opinion(unknown, stack, RULEBOOK, (*judged, forbidden), BuiltIns.load())
    assert "UNKNOWN_CHECK" not in {each.policy for each in found}


def test_a_check_that_is_declined_says_why_at_each_resource_where_it_fails(
    records: Records, stack: Stack, judged: tuple[Finding, ...]
) -> None:
    known = BuiltIns.load()
    found = [each for each in opinion(records, stack, RULEBOOK, judged, known) if each.policy in known.declined]
    places = {resource.address: resource.place for resource in stack.resources}
    failing = {(check, places[address]) for (check, address), outcome in records.items() if outcome is Outcome.FAIL}
    assert {(each.policy, each.place) for each in found if each.details} == failing != set()
    assert {each.details for each in found if each.details} == {
        f"declined: {known.declined[check]}" for check, _ in failing
    }


def test_a_check_that_is_declined_and_finds_nothing_is_named(records: Records, tell: Tell) -> None:
    (found,) = tell({key: Outcome.PASS if key[0] == "CKV_AWS_338" else outcome for key, outcome in records.items()})
    assert (found.policy, found.outcome) == ("CKV_AWS_338", Outcome.FAIL)
    assert found.details.startswith(
        "declines without need Checkov's check CKV_AWS_338 (Ensure CloudWatch log groups ret"
    )


@pytest.mark.parametrize("name", KNOWN_STACKS)
def test_a_check_that_is_declined_for_what_stands_in_no_stack_is_named(synthesized: Path, name: str) -> None:
    path = synthesized.parents[1] / name / synthesized.name
    stack = whole_stack(path)
    known = BuiltIns.load()
    reports, declined = (
        {**known.reports, "CKV_AWS_42": ("aws_efs_file_system",)},
        {**known.declined, "CKV_AWS_42": "ours"},
    )
    found = opinion(scan(path, stack).records, stack, RULEBOOK, judge(stack, RULEBOOK), BuiltIns(reports, declined))
    (unused,) = [each for each in found if each.outcome is not Outcome.PASS]
    assert unused.policy == "CKV_AWS_42"
    assert unused.details.startswith("declines without need Checkov's check CKV_AWS_42 (")


def test_a_stack_without_a_required_part_is_closed_by_violations_alone(synthesized: Path, tmp_path: Path) -> None:
    file = json.loads(synthesized.read_text())
    del file["resource"]["aws_wafv2_web_acl_association"]
    path = tmp_path / "cdk.tf.json"
    path.write_text(json.dumps(file))
    stack = whole_stack(path)
    judged = judge(stack, RULEBOOK)
    found = [*judged, *opinion(scan(path, stack).records, stack, RULEBOOK, judged, BuiltIns.load())]
    failing = {each.policy: each for each in found if each.outcome is not Outcome.PASS}
    assert {each.outcome for each in failing.values()} == {Outcome.FAIL}
    assert failing["FRAUD_FIREWALL_7"].details == "holds no aws_wafv2_web_acl_association, and must hold one"
    assert "CKV2_FRAUD_FIREWALL_7 (Every stage" in failing["CKV2_FRAUD_FIREWALL_7"].details


def test_the_command_that_is_printed_shows_the_check_alone(records: Records, tell: Tell, synthesized: Path) -> None:
    check = "CKV2_FRAUD_ENCRYPTION_6"
    (found,) = tell({key: outcome for key, outcome in records.items() if key != first(records, check)})
    printed = shlex.split(found.remedy.removeprefix("see why: "))
    # The same words as they are printed, of the file that is here.
    words = [sys.executable.replace("python", "checkov") if each.endswith("/checkov") else each for each in printed]
    at = words.index("cdktf.out")
    words[at] = str(synthesized.parents[2])
    done = subprocess.run([*words, "--compact"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"Check: {check}:" in done.stdout
    assert len(set(re.findall(r"^Check: (\w+)", done.stdout, re.MULTILINE))) == 1


@pytest.fixture
def sabotage() -> Iterator[Callable[[str, Any], None]]:
    """Replaces what a registered check answers, and puts it back."""
    prepare()
    from checkov.terraform.checks.resource.registry import resource_registry  # noqa: PLC0415

    undo: list[Any] = []

    def sabotaged(check: str, run: Any) -> None:
        found = resource_registry.get_check_by_id(check)
        found.run = run
        undo.append(found)

    yield sabotaged
    for each in undo:
        del each.run


def raises(*_: object, **__: object) -> None:
    raise ValueError("sabotaged")


def knows_nothing(*_: object, **__: object) -> dict[str, Any]:
    from checkov.common.models.enums import CheckResult  # noqa: PLC0415

    return {"result": CheckResult.UNKNOWN, "evaluated_keys": []}


@pytest.mark.parametrize("check", ["FRAUD_FUNCTION_1", "CKV_AWS_50"])
@pytest.mark.parametrize("run", [raises, knows_nothing])
def test_a_check_that_is_sabotaged_is_named_at_each_function(
    check: str, run: Any, sabotage: Callable[[str, Any], None], rescan: Callable[[], Records], tell: Tell
) -> None:
    sabotage(check, run)
    records = rescan()
    found = tell(records)
    assert {(each.policy, each.outcome) for each in found} == {(check, Outcome.ERROR)}
    assert len(found) == len({address for _, address in records if address.startswith(FUNCTION)})


@pytest.mark.parametrize("content", ["{,,}", "", "{}", '{"terraform": {"required_version": "1"}, "resource": {}}'])
def test_a_file_that_checkov_does_not_parse_is_no_scan(content: str, tmp_path: Path) -> None:
    path = tmp_path / "cdk.tf.json"
    path.write_text(content)
    with pytest.raises(ScanFailed, match="does not parse the file") as failed:
        scan(path, Stack(()))
    assert str(tmp_path) not in str(failed.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[reports", "TOMLDecodeError"),
        ("", "reports"),
        ("[reports]\nA = []", "A must name the types"),
        ('[reports]\nA = ["t"]\n[declined.A]\nreason = "r"', "[declined.A] must have title, reason, owner, date"),
    ],
)
def test_what_says_nothing_about_checkovs_own_checks_is_refused(content: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "checkov.toml"
    path.write_text(content)
    with pytest.raises(BrokenBuiltIns) as refused:
        BuiltIns.load(path)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def passes(*_: object, **__: object) -> dict[str, Any]:
    from checkov.common.models.enums import CheckResult  # noqa: PLC0415

    return {"result": CheckResult.PASSED, "evaluated_keys": []}


def test_a_check_that_passes_whatever_it_sees_is_blind(sabotage: Callable[[str, Any], None]) -> None:
    prepare()
    assert not_noticing(RULEBOOK) == []
    sabotage("FRAUD_FUNCTION_1", passes)
    sabotage("FRAUD_FIREWALL_7", passes)
    assert not_noticing(RULEBOOK) == ["FRAUD_FIREWALL_7", "FRAUD_FUNCTION_1"]
