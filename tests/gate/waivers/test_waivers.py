"""A waiver holds for one value at one place until a day; what does not hold closes the gate, and says why."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gate.cli.command import gate
from gate.dated_entries import BrokenEntries
from gate.engines.judge import judge
from gate.model import Finding, Outcome, Verdict, verdict
from gate.waivers import load as module
from gate.waivers.apply import LONGEST_DAYS, JudgedStack
from gate.waivers.load import Waiver, load_waivers
from policies.core.examples import edited
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

TODAY = date(2026, 11, 25)
POLICY = "FRAUD_LOG_1"
ENTRY = """
[[waiver]]
policy = "FRAUD_LOG_1"
place = "{place}"
owner = "payments"
ticket = "RISK-7"
reason = "The archive is being moved."
expires = {expires}
value = "{value}"
"""


@pytest.fixture(scope="module")
def real(synthesized: Path) -> Stack:
    return Stack.load(synthesized.read_bytes(), blocks(files()))


@pytest.fixture(scope="module")
def group(real: Stack) -> Resource:
    return real.of("aws_cloudwatch_log_group")[0]


def judged(stack: Stack) -> JudgedStack:
    return JudgedStack(judge(stack, rulebook()), stack, rulebook())


@pytest.fixture(scope="module")
def broken(real: Stack, group: Resource) -> JudgedStack:
    """The real stack with a log group that keeps its lines for two weeks."""
    return judged(edited(real, {"retention_in_days": 14}, group))


@pytest.fixture
def waiver(broken: JudgedStack, group: Resource) -> Waiver:
    value = broken.value(POLICY, group.place)
    return Waiver(POLICY, group.place, "payments", "RISK-7", "a migration", TODAY + timedelta(days=30), value)


def wrong(found: tuple[Finding, ...]) -> list[str]:
    return [each.details for each in found if each.policy == "WAIVER" and each.outcome is not Outcome.PASS]


def test_a_waived_violation_stays_a_failure_and_does_not_close_the_gate(broken: JudgedStack, waiver: Waiver) -> None:
    assert verdict(broken.findings) is Verdict.CLOSED
    found = broken.waived([waiver], TODAY)
    assert verdict(found) is Verdict.OPEN
    (failed,) = (each for each in found if each.outcome is Outcome.FAIL)
    assert (failed.policy, failed.place, failed.waiver) == (POLICY, waiver.place, "RISK-7")
    assert wrong(found) == []


def test_it_holds_through_its_last_day_and_no_longer(broken: JudgedStack, waiver: Waiver) -> None:
    assert verdict(broken.waived([waiver], waiver.expires)) is Verdict.OPEN
    late = broken.waived([waiver], waiver.expires + timedelta(days=1))
    assert verdict(late) is Verdict.CLOSED
    assert wrong(late) == ["the waiver RISK-7 of FRAUD_LOG_1 expired on 2026-12-25"]


def test_it_is_for_ninety_days_at_most(broken: JudgedStack, waiver: Waiver) -> None:
    longest = replace(waiver, expires=TODAY + timedelta(days=LONGEST_DAYS))
    assert verdict(broken.waived([longest], TODAY)) is Verdict.OPEN
    longer = broken.waived([replace(longest, expires=longest.expires + timedelta(days=1))], TODAY)
    assert verdict(longer) is Verdict.CLOSED
    assert "is for more than 90 days" in wrong(longer)[0]


def test_one_that_is_not_in_use_closes_the_gate(real: Stack, waiver: Waiver) -> None:
    found = judged(real).waived([waiver], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert wrong(found) == ["the waiver RISK-7 of FRAUD_LOG_1 is not in use, since FRAUD_LOG_1 does not fail there"]


def test_it_does_not_hold_for_another_value(real: Stack, group: Resource, waiver: Waiver) -> None:
    other = judged(edited(real, {"retention_in_days": 30}, group))
    found = other.waived([waiver], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert wrong(found)[0].endswith(
        f"is of another value than the one that is there, {other.value(POLICY, group.place)}"
    )
    renewed = replace(waiver, value=other.value(POLICY, group.place))
    assert verdict(other.waived([renewed], TODAY)) is Verdict.OPEN


@pytest.mark.parametrize("place", ["the whole stack", "fraud-detection/*", "", "fraud-detection"])
def test_it_is_of_exactly_one_place(place: str, broken: JudgedStack, waiver: Waiver) -> None:
    found = broken.waived([replace(waiver, place=place)], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert "is of no places of this stack, not of one" in wrong(found)[0]


def test_it_does_not_cover_the_same_violation_elsewhere(real: Stack, group: Resource, waiver: Waiver) -> None:
    other = real.of("aws_cloudwatch_log_group")[1]
    stack = edited(edited(real, {"retention_in_days": 14}, group), {"retention_in_days": 14}, other)
    found = judged(stack).waived([waiver], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert [each.place for each in found if each.outcome is Outcome.FAIL and not each.waiver] == [other.place]


def test_two_of_the_same_close_the_gate(broken: JudgedStack, waiver: Waiver) -> None:
    found = broken.waived([waiver, replace(waiver, ticket="RISK-8")], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert all("is there twice" in each for each in wrong(found))


def test_what_nobody_may_waive_stays_closed(real: Stack, waiver: Waiver) -> None:
    method = next(each for each in real.of("aws_api_gateway_method"))
    open_to_all = judged(edited(real, {"api_key_required": False}, method))
    (policy,) = {
        each.policy for each in open_to_all.findings if each.outcome is Outcome.FAIL and each.place == method.place
    }
    value = open_to_all.value(policy, method.place)
    found = open_to_all.waived([replace(waiver, policy=policy, place=method.place, value=value)], TODAY)
    assert verdict(found) is Verdict.CLOSED
    assert wrong(found) == [f"the waiver RISK-7 of {policy} is of {policy}, which nobody may waive"]


def test_public_access_wildcard_grants_and_plaintext_secrets_may_not_be_waived() -> None:
    never = {type(each).__name__ for each in rulebook() if not each.waivable}
    assert {"NothingIsPublic", "GrantHasNoWildcardAction", "ParameterIsASecureString", "TextHoldsNoCredential"} <= never


def test_whoever_reads_about_such_a_policy_is_told() -> None:
    (never,) = (each.id for each in rulebook() if type(each).__name__ == "NothingIsPublic")
    told = {each: CliRunner().invoke(gate, ["explain", each]).stdout for each in (never, POLICY)}
    assert "Nobody may waive it." in told[never]
    assert "Nobody may waive it." not in told[POLICY]


def test_what_could_not_be_judged_cannot_be_waived(broken: JudgedStack, waiver: Waiver) -> None:
    errors = tuple(each._replace(outcome=Outcome.ERROR) if each.policy == POLICY else each for each in broken.findings)
    assert verdict(replace(broken, findings=errors).waived([waiver], TODAY)) is Verdict.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "waiver = 1",
        "waivers = []",
        "[[waiver]]\n",
        ENTRY.format(place="p", expires='"2026-12-01"', value="v"),
        ENTRY.format(place="p", expires="2026-12-01T00:00:00", value="v"),
        ENTRY.format(place="p", expires="2026-12-01", value="v") + "note = 1\n",
        ENTRY.format(place=" ", expires="2026-12-01", value="v"),
        "= nonsense",
    ],
)
def test_a_file_that_does_not_say_what_it_should_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    file = tmp_path / "waivers.toml"
    file.write_text(text)
    with pytest.raises(BrokenEntries) as refused:
        load_waivers(file)
    assert len(str(refused.value).splitlines()) == 1


def test_where_there_is_no_file_nothing_is_waived(tmp_path: Path) -> None:
    assert load_waivers(tmp_path / "none.toml") == ()


@pytest.fixture
def ask(synthesized: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `gate check` on a file with a longer retention, under waivers of this text."""
    file = json.loads(synthesized.read_text())
    next(iter(file["resource"]["aws_cloudwatch_log_group"].values()))["retention_in_days"] = 14
    (tmp_path / "copy.json").write_text(json.dumps(file))
    monkeypatch.setattr(module, "FILE", tmp_path / "waivers.toml")

    def asked(text: str, *arguments: str) -> Result:
        (tmp_path / "waivers.toml").write_text(text)
        command = ["check", str(tmp_path / "copy.json"), "--reports", str(tmp_path / "reports"), *arguments]
        return CliRunner().invoke(gate, command)

    return asked


def test_the_command_line_says_which_value_to_waive_and_then_judges_by_the_day(
    ask: Callable[..., Result], group: Resource
) -> None:
    entry = {"place": group.place, "expires": "2026-12-01"}
    closed = ask(ENTRY.format(**entry, value="unknown"), "--date", "2026-11-25")
    assert closed.exit_code == 1
    value = next(each for each in closed.stdout.replace(";", " ").split() if each.startswith("sha256:"))
    text = ENTRY.format(**entry, value=value)
    opened = ask(text, "--date", "2026-12-01")
    assert opened.exit_code == 0
    assert "waived by RISK-7 [FRAUD_LOG_1]" in opened.stdout
    assert "1 waived" in opened.stdout
    assert ask(text, "--date", "2026-12-02").exit_code == 1


def test_a_broken_file_of_waivers_could_not_be_judged(ask: Callable[..., Result]) -> None:
    result = ask("= nonsense")
    assert result.exit_code == 2
    assert "policies/waivers.toml: cannot be read" in result.stdout
