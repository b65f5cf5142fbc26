"""An assessor's tool finds a finding a control on a statement that exists, with what was observed, and of what."""

import hashlib
import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from trestle.oscal import OSCAL_VERSION
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog

from gate.asked.load import load_asked
from gate.asked.names import pytest_ids
from gate.engines.judge import judge
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.origin import Origin
from gate.provenance.attested import Attested
from gate.provenance.tree_state import TreeState
from gate.reports import oscal, verdict_json
from gate.reports.asked import asked
from gate.reports.evidence import Evidence
from gate.reports.head import head
from gate.reports.oscal_catalog import NIST
from gate.waivers.load import Waiver
from policies.core import controls
from policies.core.control import Control
from policies.core.examples import edited
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.rulebook import rulebook
from policies.core.whole_stack import whole_stack

DATE, RULES = "2026-11-25", rulebook()
CONTROLS = [each for each in vars(controls).values() if isinstance(each, Control)]
ASKED_FOR = load_asked({policy.id for policy in RULES} | pytest_ids())
ATTESTED = Attested({}, {}, {"python": "3.11.7", "checkov": "3.3.30"}, TreeState("ab" * 20))
ORIGIN = Origin("main", "somebody", "17", "https://example.com/payments/fraud-detection")
WAIVER = Waiver("FRAUD_LOG_1", "p", "payments", "RISK-7", "a migration", date(2026, 12, 1), "sha256:0")


def assessed(synthesized: Path, name: str, days: int) -> Assessment:
    path = synthesized.parents[1] / name / synthesized.name
    stack = whole_stack(path)
    for group in stack.of("aws_cloudwatch_log_group"):
        stack = edited(stack, {"retention_in_days": days}, group)
    return Assessment(f"cdktf.out/stacks/{name}/cdk.tf.json", "sha256:" + "0" * 64, judge(stack, RULES), stack=stack)


@pytest.fixture(scope="module", params=[7, 14], ids=["open", "closed"])
def evidence(request: pytest.FixtureRequest, synthesized: Path) -> Evidence:
    """Of both stacks, as they are and with logs that are kept for too long."""
    assessments = tuple(assessed(synthesized, name, request.param) for name in KNOWN_STACKS)
    return Evidence(DATE, assessments, RULES, (), ATTESTED, {}, ORIGIN, ASKED_FOR)


def read(evidence: Evidence) -> Any:
    """The results, once NIST's models in the library of others have taken them."""
    content = json.loads(oscal.render(evidence))["assessment-results"]
    AssessmentResults.model_validate(content)
    ids = re.findall(r'"uuid": "([^"]+)"', json.dumps(content))
    assert len(ids) == len({*ids})
    return content


def result_of(evidence: Evidence) -> Any:
    (result,) = read(evidence)["results"]
    return result


def resources_of(evidence: Evidence) -> dict[str, Any]:
    return {each["uuid"]: each for each in read(evidence)["back-matter"]["resources"]}


def own_catalogue(evidence: Evidence) -> Any:
    (embedded,) = (each["base64"] for each in resources_of(evidence).values() if "base64" in each)
    content = json.loads(b64decode(embedded["value"]))["catalog"]
    Catalog.model_validate(content)
    return content


def of(*findings: Finding, **more: Any) -> Evidence:
    return Evidence(DATE, (Assessment("cdk.tf.json", "", findings),), RULES, **more)


def told(result: Any) -> Iterator[tuple[str, str]]:
    """The policy and the place of each finding; a component stands for its items that have an address."""
    items = result["local-definitions"]["inventory-items"]
    places = {each["uuid"]: [each["description"]] for each in items}
    for each in items:
        if any(known["name"] == "address" for known in each.get("props", ())):
            (component,) = each["implemented-components"]
            places.setdefault(component["component-uuid"], []).append(each["description"])
    for observation in result["observations"]:
        for subject in observation["subjects"]:
            yield from ((observation["title"], place) for place in places[subject["subject-uuid"]])


def test_it_is_of_the_version_that_it_names(evidence: Evidence) -> None:
    assert read(evidence)["metadata"]["oscal-version"] == OSCAL_VERSION


def test_each_control_of_nist_has_the_bundled_id_of_its_statement_and_no_other_is_bundled() -> None:
    used = {control.number for control in CONTROLS if control.standard.startswith("NIST")}
    assert NIST["statements"].keys() == used
    for number, statement in NIST["statements"].items():
        assert statement == re.sub(r"\((\d+)\)", r".\1", number.lower()) + "_smt"


def test_each_bundled_id_was_compared_with_a_release_of_the_catalogue() -> None:
    assert {number for release in NIST["compared"] for number in release["numbers"]} == NIST["statements"].keys()
    assert all(release["version"].startswith("5.") and release["last-modified"] for release in NIST["compared"])


def test_every_finding_targets_a_statement_of_the_catalogue_that_it_links_to(evidence: Evidence) -> None:
    own = own_catalogue(evidence)
    inside = {part["id"] for group in own["groups"] for each in group["controls"] for part in each["parts"]}
    resources = resources_of(evidence)
    findings = result_of(evidence)["findings"]
    assert len(findings) == len(evidence.services) + len(ASKED_FOR.sentences)
    for finding in findings:
        (link,) = finding["links"]
        known = inside if "base64" in resources[link["href"][1:]] else {*NIST["statements"].values()}
        assert finding["target"]["type"] == "statement-id"
        assert finding["target"]["target-id"] in known


def test_what_was_reviewed_is_what_the_findings_target(evidence: Evidence) -> None:
    result = result_of(evidence)
    selections = result["reviewed-controls"]["control-selections"]
    reviewed = [name for each in selections for one in each["include-controls"] for name in one["statement-ids"]]
    assert sorted(reviewed) == sorted(each["target"]["target-id"] for each in result["findings"])


def test_our_catalogue_has_numbers_and_our_titles_and_no_text_of_a_standard(evidence: Evidence) -> None:
    titles = {control.title for control in CONTROLS}
    for group in own_catalogue(evidence)["groups"][1:]:
        for control in group["controls"]:
            (part,) = control["parts"]
            assert control["title"] in titles
            assert part["prose"].startswith(f"{control['title']} (our words")


def test_a_control_is_satisfied_only_where_policies_satisfy_it_and_all_pass(evidence: Evidence) -> None:
    found = {each["target"]["target-id"]: each["target"]["status"] for each in result_of(evidence)["findings"]}
    gap = found["pci-dss-4.0.1_10.5.1_smt"]
    assert gap["state"] == "not-satisfied"
    is_open = evidence.verdict.exit_code == 0
    assert ("declared gap" in gap["remarks"]) is is_open
    assert ("satisfied", "pass") in {(each["state"], each["reason"]) for each in found.values()}
    if is_open:
        assert (found["ac-6_smt"]["state"], found["ac-6_smt"]["reason"]) == ("satisfied", "pass")


def test_a_sentence_that_was_asked_is_a_control_of_our_catalogue_and_has_a_finding(evidence: Evidence) -> None:
    first = own_catalogue(evidence)["groups"][0]
    prose = {control["id"]: control["parts"][0]["prose"] for control in first["controls"]}
    assert first["title"] == "Asked"
    observations = {each["uuid"]: each["title"] for each in result_of(evidence)["observations"]}
    found = {each["target"]["target-id"]: each for each in result_of(evidence)["findings"]}
    for said in asked(evidence):
        finding = found[f"asked_{said.id}_smt"]
        assert prose[f"asked_{said.id}"] == finding["description"] == said.sentence
        assert finding["target"]["status"]["remarks"].lower().startswith(f"{said.status.value}:")
        values = {each["name"]: each["value"] for each in finding["props"]}
        assert (values.get("values", ""), values.get("beyond", "")) == (said.values, said.beyond)
        related = {observations[each["observation-uuid"]] for each in finding.get("related-observations", ())}
        assert related == {holding.policy for holding in said.holding if holding.findings}


def test_the_results_say_of_which_commit_and_time_they_are_and_by_which_tools(evidence: Evidence) -> None:
    metadata = read(evidence)["metadata"]
    told = {each["name"]: each["value"] for each in metadata["props"]}
    assert told == {name.replace(" ", "-"): value for name, value in head(evidence).items()}
    assert [each["href"] for each in metadata["links"]] == [ORIGIN.repository]
    assets = result_of(evidence)["local-definitions"]["assessment-assets"]
    assert {each["title"]: each["props"][0]["value"] for each in assets["components"]} == ATTESTED.tools
    (platform,) = assets["assessment-platforms"]
    used = {each["component-uuid"] for each in platform["uses-components"]}
    assert used == {each["uuid"] for each in assets["components"]}


def test_an_observation_says_of_what_it_is_true_and_where_its_evidence_lies(evidence: Evidence) -> None:
    result, resources = result_of(evidence), resources_of(evidence)
    items = {each["uuid"]: each for each in result["local-definitions"]["inventory-items"]}
    assert Counter(told(result)) == Counter((finding.policy, finding.place) for finding in evidence.findings)
    assert {each["description"] for each in items.values()} == {finding.place for finding in evidence.findings}
    for observation in result["observations"]:
        (proof,) = observation["relevant-evidence"]
        assert resources[proof["href"][1:]]["rlinks"][0]["href"] == "verdict.json"


def test_what_is_true_of_every_block_of_a_file_is_said_of_its_component(evidence: Evidence) -> None:
    observations = [each for each in result_of(evidence)["observations"] if each["title"] == "FRAUD_FILE_1"]
    assert {one["type"] for each in observations for one in each["subjects"]} == {"component"}


def test_each_inventory_item_is_of_a_component_with_the_digest_of_its_bytes(evidence: Evidence) -> None:
    definitions = result_of(evidence)["local-definitions"]
    components = {each["uuid"]: each for each in definitions["components"]}
    assert [each["title"] for each in components.values()] == [each.label for each in evidence.assessments]
    for item in definitions["inventory-items"]:
        (component,) = (components[each["component-uuid"]] for each in item["implemented-components"])
        assert {each["name"]: each["value"] for each in component["props"]}["digest"] == "sha256:" + "0" * 64


def test_the_evidence_is_bound_to_the_bytes_of_the_verdict(evidence: Evidence) -> None:
    (link,) = (link for each in resources_of(evidence).values() for link in each.get("rlinks", ()) if "hashes" in link)
    assert link["hashes"][0]["value"] == hashlib.sha256(verdict_json.render(evidence).encode()).hexdigest()


def test_equal_findings_are_one_observation_with_several_subjects() -> None:
    findings = [Finding("policies", "FRAUD_LOG_1", place, Outcome.FAIL, "is wrong") for place in ("a", "b")]
    other = Finding("policies", "FRAUD_LOG_1", "c", Outcome.FAIL, "is worse")
    assert [len(each["subjects"]) for each in result_of(of(*findings, other))["observations"]] == [2, 1]


@pytest.mark.parametrize("policies", [RULES, ()], ids=["with the rulebook", "without one"])
@pytest.mark.parametrize("text", ["\x00", " ", "", "\ud800", '<b>&"', "a\nb"])
def test_whatever_a_file_holds_the_results_can_be_read(text: str, policies: Any) -> None:
    finding = Finding("gate", "UNREADABLE", text, Outcome.ERROR, text, text)
    twice = (Assessment(text, "", (finding, finding._replace(place=WHOLE_STACK))),) * 2
    read(Evidence(DATE, twice, policies))


def test_a_waived_failure_names_its_ticket() -> None:
    waived = Finding("policies", "FRAUD_LOG_1", "p", Outcome.FAIL, "is wrong", waiver="RISK-7")
    (observation,) = result_of(of(waived, waivers=(WAIVER,)))["observations"]
    assert "RISK-7" in observation["description"]
    assert {each["name"]: each["value"] for each in observation["props"]}["outcome"] == "waived"
