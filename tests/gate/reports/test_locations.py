"""A finding points to the line that somebody would edit, in a file that git tracks."""

import ast
from pathlib import Path

import pytest

from gate.git import there
from gate.model import WHOLE_STACK, Assessment, Finding, Outcome
from gate.own_rules import OWN_RULES
from gate.reports.constructions import built_at, constructions
from gate.reports.locations import Locations
from gate.reports.regions import Region, line_of
from gate.synthesis import ROOT
from policies.core.known_stacks import ACCOUNT, KNOWN_STACKS, SYSTEM
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack

POLICIES = {policy.id: policy for policy in rulebook()}
TRACKED = there(ROOT)
# What no construct builds: CDKTF writes it for the stack as a whole.
OF_THE_STACK = {"terraform"}


@pytest.fixture(scope="module", params=KNOWN_STACKS)
def built(request: pytest.FixtureRequest, synthesized: Path) -> Stack:
    return Stack.load((synthesized.parents[1] / request.param / synthesized.name).read_bytes())


def marked(region: Region) -> str:
    """What stands there."""
    return (ROOT / region.file).read_text(encoding="utf-8").splitlines()[region.line - 1][region.start : region.end]


def failing(place: str, policy: str = "FRAUD_LOG_1", details: str = "is wrong") -> Finding:
    return Finding("policies", policy, place, Outcome.FAIL, details)


def of(stack: Stack | None, file: str = "cdktf.out/stacks/x/cdk.tf.json", *, alone: bool = False) -> Locations:
    return Locations(Assessment(file, "", (), stack=stack, alone=alone), POLICIES)


def test_each_resource_is_built_by_a_call_in_a_tracked_file_of_the_class_of_its_type(built: Stack) -> None:
    for resource in built.resources:
        region = built_at(resource, constructions(ROOT / "stacks"))
        if region is None:
            assert resource.type in OF_THE_STACK, resource.place
            continue
        assert region.file in TRACKED
        called = marked(region).partition("(")[0]
        type_ = resource.type.removeprefix("aws_").replace("_", "")
        # Where the bucket has a block of the same name, the bindings add a letter to the resource's.
        built_as = called.lower().removeprefix("aws").removeprefix("terraform")
        assert built_as in (type_, f"{type_}a"), resource.place


def test_of_two_classes_that_build_one_type_the_one_that_sets_what_the_resource_has_is_meant() -> None:
    def found(path: str, *attributes: str) -> str:
        queue = Resource("aws_sqs_queue", "x", dict.fromkeys(("name", *attributes), "x"), path)
        region = built_at(queue, constructions(ROOT / "stacks"))
        assert region
        module = ast.parse((ROOT / region.file).read_text())
        around = (node for node in module.body if isinstance(node, ast.ClassDef) and node.lineno < region.line)
        return list(around)[-1].name

    hiding = ("redrive_policy", "visibility_timeout_seconds")
    assert found("fraud-detection/review/transaction-review/queue", *hiding) == "Queue"
    assert found("fraud-detection/transaction-dead-letters/queue", "redrive_allow_policy") == "DeadLetterQueue"


@pytest.mark.parametrize(
    ("stack", "path", "file"),
    [
        (SYSTEM, "fraud-detection/firewall/delivery", "stacks/firewall_log.py"),
        (ACCOUNT, "account/vended-logs/delivery", "stacks/vended_logs.py"),
    ],
)
def test_two_calls_with_one_id_are_told_apart_by_the_construct_around_them(stack: str, path: str, file: str) -> None:
    resource = Resource("aws_cloudwatch_log_resource_policy", "x", {}, path)
    region = built_at(resource, constructions(ROOT / "stacks"))
    assert region
    assert region.file == file


@pytest.mark.parametrize("resource", [Resource("aws_s3_bucket", "x", {}, "a/b"), Resource("aws_kms_key", "x", {}, "b")])
def test_what_nobody_builds_has_no_line(resource: Resource) -> None:
    assert built_at(resource, constructions(ROOT / "stacks")) is None


def test_a_module_that_is_no_python_builds_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def (")
    (tmp_path / "latin.py").write_bytes(b"# \xff")
    assert constructions(tmp_path) == ()


def test_a_finding_on_a_resource_points_to_its_construct(built: Stack) -> None:
    keys = built.of("aws_kms_key")
    regions = {of(built).region(failing(key.place)) for key in keys}
    assert {region.file for region in regions} == {"stacks/key.py"}
    assert "KmsKey(" in marked(next(iter(regions)))


def test_a_finding_on_code_points_to_the_line_that_its_details_name() -> None:
    finding = failing("lambdas/fraud_analyzer", "FRAUD_CODE_1", "lambdas/fraud_analyzer/handler.py:3 imports socket")
    region = of(None).region(finding)
    assert (region.file, region.line) == ("lambdas/fraud_analyzer/handler.py", 3)


def test_a_finding_on_a_file_of_the_project_points_to_it() -> None:
    assert of(None).region(failing("lambdas/fraud_analyzer/calls.json")).file == "lambdas/fraud_analyzer/calls.json"


@pytest.mark.parametrize(
    ("rule", "file", "text"),
    [
        ("FRAUD_LOG_1", "policies/logs/log_group_retention_is_seven_days.py", "class "),
        ("CKV_AWS_7", "policies/checkov.toml", "CKV_AWS_7 = "),
        (
            "PYTEST_test_wiring.py::test_each_topic_is_heard",
            "tests/compliance/test_wiring.py",
            "def test_each_topic_is_heard(",
        ),
        *((rule, "gate/own_rules.toml", f"[{rule}]") for rule in OWN_RULES),
    ],
)
def test_where_a_part_is_missing_the_rule_is_what_it_points_to(rule: str, file: str, text: str) -> None:
    for place in (WHOLE_STACK, "../../etc/passwd", "lambdas/nothing.py", "stacks/fraud-detection"):
        region = of(None).region(failing(place, rule))
        assert region.file == file
        assert marked(region).startswith(text)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=list(POLICIES))
def test_each_policy_has_a_tracked_file_and_the_line_of_its_class(policy: object) -> None:
    region = of(None).region(failing(WHOLE_STACK, getattr(policy, "id", "")))
    assert region.file in TRACKED
    assert marked(region).startswith(f"class {type(policy).__name__}(")


@pytest.mark.parametrize("file", ["/elsewhere/cdk.tf.json", "their plan.json"])
def test_a_file_of_others_that_is_judged_alone_is_what_its_findings_point_to(file: str) -> None:
    stack = Stack((Resource("aws_sqs_queue", "x", {}, "their/queue"),), "their")
    assert of(stack, file, alone=True).region(failing("their/queue")) == Region(file, 1, 0, 1)


def test_ours_that_is_judged_alone_points_to_its_constructs(built: Stack) -> None:
    key = built.of("aws_kms_key")[0]
    assert of(built, "/elsewhere/cdk.tf.json", alone=True).region(failing(key.place)).file == "stacks/key.py"


def test_a_line_that_is_not_there_is_the_first(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("  one\n")
    (tmp_path / "empty.py").write_text("")
    assert line_of(tmp_path, "short.py", 9) == Region("short.py", 1, 2, 5)
    assert line_of(tmp_path, "empty.py", 2) == line_of(tmp_path, "empty.py") == Region("empty.py", 1, 0, 1)
