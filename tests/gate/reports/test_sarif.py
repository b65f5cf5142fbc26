"""Code scanning gets an alert for what keeps the gate closed, for nothing else, and each rule in words."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gate.asked.load import load_asked
from gate.asked.names import pytest_ids
from gate.engines.checkov.built_ins import BuiltIns
from gate.engines.judge import judge
from gate.explanations.pytest_policy import pytest_policies
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.origin import NOWHERE, Origin
from gate.own_rules import OWN_RULES
from gate.provenance.attested import NOTHING, Attested
from gate.provenance.tree_state import TreeState
from gate.reports import sarif
from gate.reports.asked import asked
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.waivers.load import Waiver
from policies.core.examples import edited
from policies.core.recorded_calls import blocks, files
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from tests.gate.reports.sarif_shape import SARIF

DATE = "2026-11-25"
RULES, CHECKS = rulebook(), BuiltIns.load()
TESTS = [name for name in pytest_policies() if "::" in name]
IDS = [*(policy.id for policy in RULES), *OWN_RULES, *CHECKS.reports, *TESTS]
WAIVER = Waiver("FRAUD_LOG_1", "p", "payments", "RISK-7", "a migration", date(2026, 12, 1), "sha256:0")
ASKED_FOR = load_asked({policy.id for policy in RULES} | pytest_ids())
ATTESTED = Attested({}, {}, {"python": "3.11.7", "fraud-detection": "0.1.0", "checkov": "3"}, TreeState("ab" * 20))
ORIGIN = Origin("main", "somebody", "17", "https://example.com/payments/fraud-detection")
# Microsoft's own validator, with the rules that GitHub adds: `npm install --global @microsoft/sarif-multitool`.
TOOL = "@microsoft/sarif-multitool@5.7.0"
VALIDATOR = shutil.which("sarif-multitool")
OFFLINE = """<?xml version="1.0" encoding="utf-8"?>
<Properties><Properties Key="SARIF2006.UrisShouldBeReachable.Options">
<Property Key="RuleEnabled" Value="Disabled" /></Properties></Properties>"""


def of(*findings: Finding, stack: Stack | None = None) -> Evidence:
    assessment = Assessment("cdktf.out/stacks/x/cdk.tf.json", "sha256:" + "0" * 64, findings, stack=stack)
    declined, checks = CHECKS.declined, CHECKS.titles
    return Evidence(DATE, (assessment,), RULES, (), ATTESTED, declined, ORIGIN, ASKED_FOR, checks)


def run_of(evidence: Evidence) -> Any:
    content = json.loads(sarif.render(evidence))
    assert list(Draft202012Validator(SARIF).iter_errors(content)) == []
    return content["runs"][0]


def failing(place: str = "p", policy: str = "FRAUD_LOG_1", details: str = "is wrong", **more: str) -> Finding:
    return Finding("policies", policy, place, Outcome.FAIL, details, **more)


@pytest.fixture(scope="module")
def every_rule() -> Any:
    """A run in which each rule there is fails."""
    return run_of(of(*(failing(policy=rule, remedy="fix it") for rule in IDS)))


@pytest.fixture(scope="module")
def real(synthesized: Path) -> Stack:
    return Stack.load(synthesized.read_bytes(), blocks(files()))


@pytest.fixture(scope="module")
def closed(real: Stack) -> Evidence:
    """Of the real stack, whose every log group keeps its logs for too long, and of which a part cannot be judged."""
    stack = real
    for group in real.of("aws_cloudwatch_log_group"):
        stack = edited(stack, {"retention_in_days": 14}, group)
    broken = Finding("gate", "UNREADABLE", "<b>&\x00\ud800", Outcome.ERROR, "[a](https://there) {0}", "fix it")
    return of(*judge(stack, RULES), broken, failing(WHOLE_STACK, waiver="RISK-7"), stack=stack)


def test_an_open_gate_raises_no_alert_and_says_at_each_rule_how_often_it_passed(real: Stack) -> None:
    evidence = of(*judge(real, RULES), stack=real)
    run = run_of(evidence)
    assert run["results"] == []
    told = {rule["id"]: rule["properties"]["findings"] for rule in run["tool"]["driver"]["rules"]}
    assert told == {rule: {"pass": count} for rule, count in Counter(each.policy for each in evidence.findings).items()}
    assert run["properties"]["findings"]["pass"] == len(evidence.findings)


def test_each_rule_of_each_engine_says_what_it_means_and_what_to_do(every_rule: Any) -> None:
    rules = {rule["id"]: rule for rule in every_rule["tool"]["driver"]["rules"]}
    assert rules.keys() == {*IDS}
    for name, rule in rules.items():
        assert rule["shortDescription"]["text"] != name
        assert "What to do" in rule["help"]["text"]
        assert f"`gate explain {name}`" in rule["help"]["markdown"]
        assert re.match(
            r"(pkg:generic/fraud-detection#(policies|gate|tests)/|https://www\.checkov\.io/)", rule["helpUri"]
        )


def test_each_rule_has_the_file_that_it_stands_in(every_rule: Any) -> None:
    for rule in every_rule["tool"]["driver"]["rules"]:
        (file,) = re.findall(r"It stands in (\S+);", rule["help"]["markdown"])
        assert Path(file).is_file()


def test_a_policy_names_its_controls_and_one_of_checkovs_that_is_declined_its_reason(every_rule: Any) -> None:
    rules = {rule["id"]: rule for rule in every_rule["tool"]["driver"]["rules"]}
    assert "PCI DSS 4.0.1 10.5.1 (contradicts)" in rules["FRAUD_LOG_1"]["help"]["markdown"]
    assert "PCI DSS 4.0.1 10.5.1" in rules["FRAUD_LOG_1"]["properties"]["tags"]
    for check, reason in CHECKS.declined.items():
        assert reason in rules[check]["help"]["markdown"]


def test_a_run_says_of_which_commit_and_time_it_is_and_by_which_tools(real: Stack) -> None:
    evidence = of(*judge(real, RULES), stack=real)
    run = run_of(evidence)
    (revision,) = run["versionControlProvenance"]
    assert revision == {
        "repositoryUri": ORIGIN.repository,
        "revisionId": "ab" * 20,
        "branch": "main",
        "mappedTo": {"uriBaseId": "%SRCROOT%"},
        "properties": {"clean": True},
    }
    (invocation,) = run["invocations"]
    assert invocation["startTimeUtc"] == invocation["endTimeUtc"] == "2026-11-25T00:00:00Z"
    assert run["tool"]["extensions"] == [{"name": "python", "version": "3.11.7"}, {"name": "checkov", "version": "3"}]
    assert run["properties"]["head"] == head(evidence)


@pytest.mark.parametrize("unknown", [{"origin": NOWHERE}, {"attested": NOTHING}], ids=str)
def test_a_commit_of_a_repository_that_is_not_known_stands_in_the_head_alone(unknown: Any) -> None:
    assert "versionControlProvenance" not in run_of(replace(of(failing()), **unknown))


def test_what_was_asked_is_a_taxonomy_and_each_rule_names_the_sentences_that_it_holds(real: Stack) -> None:
    evidence = of(*judge(real, RULES), stack=real)
    run = run_of(evidence)
    (taxonomy,) = run["taxonomies"]
    told = {each["id"]: each for each in taxonomy["taxa"]}
    assert told.keys() == {each.id for each in ASKED_FOR.sentences}
    for said in asked(evidence):
        properties = told[said.id]["properties"]
        assert told[said.id]["shortDescription"]["text"] == said.sentence
        assert (properties["status"], properties.get("values", "")) == (said.status.value, said.values)
        assert properties["policies"].keys() == {holding.policy for holding in said.holding}
    rules = {rule["id"]: rule["properties"] for rule in run["tool"]["driver"]["rules"]}
    assert "seven-days" in rules["FRAUD_LOG_1"]["asked"]
    assert "asked seven-days" in rules["FRAUD_LOG_1"]["tags"]


def test_an_alert_stands_in_a_file_that_is_edited_and_names_its_resource(closed: Evidence) -> None:
    groups = [each for each in run_of(closed)["results"] if each["ruleId"] == "FRAUD_LOG_1"]
    for result in groups[:-1]:
        location = result["locations"][0]
        place, address = (each["fullyQualifiedName"] for each in location["logicalLocations"])
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "stacks/log_group.py"
        assert result["message"]["text"].startswith(f"{place}: keeps its logs")
        assert address.startswith("aws_cloudwatch_log_group.")


def test_what_could_not_be_judged_comes_first_and_is_an_error_that_is_shown(closed: Evidence) -> None:
    first, *others = run_of(closed)["results"]
    assert (first["ruleId"], first["kind"], first["level"]) == ("UNREADABLE", "fail", "error")
    assert first["properties"]["outcome"] == "error"
    assert {each["properties"]["outcome"] for each in others} == {"fail", "waived"}


def test_the_worst_comes_before_the_less_bad() -> None:
    findings = [failing(policy=policy.id) for policy in RULES]
    severities = [run["level"] for run in run_of(of(*findings))["results"]]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_text_in_the_file_becomes_no_link(closed: Evidence) -> None:
    assert "](" not in json.dumps(run_of(closed)["results"])


def test_each_alert_of_a_run_is_known_by_a_print_of_its_own_which_stays_while_it_is_wrong() -> None:
    def prints(*findings: Finding) -> list[Any]:
        return [each["partialFingerprints"] for each in run_of(of(*findings))["results"]]

    one, other = failing("a"), failing("b")
    assert prints(one, other) == prints(other, one)[::-1]
    together = [each["primaryLocationLineHash"] for each in prints(one, other, one)]
    assert len({*together}) == len(together)
    assert all(re.fullmatch(r"[0-9a-f]{16}:\d+", each) for each in together)


def test_a_waived_failure_is_a_suppressed_alert(closed: Evidence) -> None:
    results = run_of(closed)["results"]
    (waived,) = (each for each in results if "suppressions" in each)
    assert waived["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "RISK-7"}]


def test_more_than_code_scanning_takes_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.MOST_RESULTS <= 25_000
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    run = run_of(of(*(failing(f"p{at}") for at in range(10))))
    assert len(run["results"]) == 3
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("7 more do not pass")


@pytest.mark.parametrize("damage", ["fullDescription", "help", "helpUri", "name"])
def test_a_rule_without_what_code_scanning_asks_for_would_be_noticed(damage: str, every_rule: Any) -> None:
    rule = {name: value for name, value in every_rule["tool"]["driver"]["rules"][0].items() if name != damage}
    run = {**every_rule, "tool": {"driver": {**every_rule["tool"]["driver"], "rules": [rule]}}}
    content = {"$schema": sarif.SCHEMA, "version": "2.1.0", "runs": [run]}
    assert list(Draft202012Validator(SARIF).iter_errors(content))


@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
@pytest.mark.parametrize("case", ["open", "closed", "every rule", "waived"])
@pytest.mark.skipif(VALIDATOR is None, reason=f"NOT TESTED: no sarif-multitool on the PATH; npm i -g {TOOL}")
def test_the_validator_of_the_format_finds_neither_an_error_nor_a_warning(
    case: str, kind: str, real: Stack, closed: Evidence, tmp_path: Path
) -> None:
    evidence = {
        "open": of(*judge(real, RULES), stack=real),
        "closed": closed,
        "every rule": of(*(failing(policy=rule) for rule in IDS)),
        "waived": Evidence(DATE, of(failing(waiver="RISK-7")).assessments, RULES, (WAIVER,)),
    }[case]
    (tmp_path / "report.sarif").write_text(sarif.render(evidence), encoding="utf-8", errors="backslashreplace")
    (tmp_path / "offline.xml").write_text(OFFLINE)
    # One kind of rules at a time: what npm installs hands the words to a shell, where a semicolon ends a command.
    command = [str(VALIDATOR), "validate", "report.sarif", "--rule-kind", kind, "--config", "offline.xml"]
    subprocess.run([*command, "--output", "found.sarif"], cwd=tmp_path, check=True, capture_output=True)
    found = json.loads((tmp_path / "found.sarif").read_text(encoding="utf-8-sig"))["runs"][0]
    assert [(each["ruleId"], each["message"]) for each in found.get("results", [])] == []
    assert found["invocations"][0]["executionSuccessful"]


ODD = st.text(st.characters(categories=("L", "N", "P", "Zs", "Cc", "Cs", "So")), max_size=6)


@given(
    place=ODD.filter(bool),
    details=ODD,
    remedy=ODD,
    policy=st.sampled_from(["FRAUD_LOG_1", "NOBODY_KNOWS", "PYTEST_gone.py::x"]),
)
def test_whatever_a_file_holds_the_report_is_what_code_scanning_asks_for(
    place: str, details: str, remedy: str, policy: str
) -> None:
    (result,) = run_of(of(failing(place, policy, details, remedy=remedy)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(
        ("policies/", "gate/", "tests/")
    )


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a folder/ü.json", "a%20folder/%C3%BC.json"),
        ("/a folder/ü.json", "file:///a%20folder/%C3%BC.json"),
        (os.fsdecode(b"\xff.json"), "%FF.json"),
        (os.fsdecode(b"/\xff.json"), "file:///%FF.json"),
    ],
)
def test_a_file_is_named_as_an_address_may_be_written(file: str, uri: str) -> None:
    (run,) = json.loads(sarif.render(Evidence(DATE, (Assessment(file, "", (failing(),), alone=True),), RULES)))["runs"]
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
