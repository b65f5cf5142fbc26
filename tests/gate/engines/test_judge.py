"""The judge fails closed: what it could not judge is an error, and what nobody claims is a failure."""

from collections.abc import Iterator

import pytest

from gate.engines.judge import judge
from gate.model import Finding, Outcome, Verdict, verdict, worst
from policies.core.policy import Policy
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import freeze
from tests.policies.samples import TopicIsNamed


class NoUsers(TopicIsNamed):
    """No user exists.

    It is an example.
    """

    id = "TEST_USER_1"
    applies_to = ()
    forbids = ("aws_iam_user*",)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return Policy.violations(self, resource, stack)


def stack_of(**resources: object) -> Stack:
    """A stack with one resource of each type."""
    return Stack(tuple(Resource(type_, "example", freeze(values)) for type_, values in resources.items()))  # type: ignore[arg-type]


def outcomes(findings: tuple[Finding, ...], policy: str) -> list[Outcome]:
    return [each.outcome for each in findings if each.policy == policy]


ALERTS = {"aws_sns_topic": {"name": "alerts"}}


def test_a_compliant_stack_opens_the_gate() -> None:
    assert verdict(judge(stack_of(**ALERTS), [TopicIsNamed()])) is Verdict.OPEN


def test_a_violation_closes_the_gate_and_says_what_to_do() -> None:
    findings = judge(stack_of(aws_sns_topic={"name": "other"}), [TopicIsNamed()])
    assert verdict(findings) is Verdict.CLOSED
    (failed,) = [each for each in findings if each.outcome is Outcome.FAIL]
    assert (failed.place, failed.details, failed.remedy) == (
        "aws_sns_topic.example",
        "is called 'other'",
        "name it alerts",
    )


def test_a_part_that_is_missing_closes_the_gate_as_one_that_is_wrong_does() -> None:
    (missing,) = [each for each in judge(stack_of(aws_sqs_queue={}), [TopicIsNamed()]) if each.policy == "TEST_TOPIC_1"]
    assert (missing.outcome, missing.place) == (Outcome.FAIL, "the whole stack")
    assert (missing.details, missing.remedy) == ("holds no aws_sns_topic, and must hold one", "name it alerts")


def test_an_empty_rulebook_is_an_error() -> None:
    assert verdict(judge(stack_of(**ALERTS), [])) is Verdict.ERROR


def test_no_finding_at_all_is_an_error() -> None:
    assert verdict([]) is Verdict.ERROR


def test_a_policy_that_concerns_none_of_its_resources_closes_the_gate() -> None:
    class Narrow(TopicIsNamed):
        def concerns(self, resource: Resource, stack: Stack) -> bool:
            return False

    assert outcomes(judge(stack_of(**ALERTS), [Narrow()]), "TEST_TOPIC_1") == [Outcome.FAIL]


@pytest.mark.parametrize("raised", [ValueError("odd"), SystemExit(0), RecursionError(), KeyError("x")], ids=repr)
def test_a_policy_that_raises_is_an_error_that_names_it(raised: BaseException) -> None:
    class Raises(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            raise raised

    findings = judge(stack_of(**ALERTS), [Raises()])
    assert verdict(findings) is Verdict.ERROR
    assert outcomes(findings, "TEST_TOPIC_1") == [Outcome.ERROR]


def test_a_policy_that_changes_its_input_is_an_error() -> None:
    class Mutates(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            resource.values["name"] = "alerts"  # type: ignore[index]
            yield from ()

    assert verdict(judge(stack_of(**ALERTS), [Mutates()])) is Verdict.ERROR


def test_a_policy_that_says_something_else_than_a_sentence_is_an_error() -> None:
    class Mumbles(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            yield None  # type: ignore[misc]

    assert verdict(judge(stack_of(**ALERTS), [Mumbles()])) is Verdict.ERROR


def test_a_policy_that_forbids_passes_where_there_is_nothing() -> None:
    assert outcomes(judge(stack_of(**ALERTS), [TopicIsNamed(), NoUsers()]), "TEST_USER_1") == [Outcome.PASS]


def test_a_forbidden_type_is_named_once() -> None:
    findings = judge(stack_of(**ALERTS, aws_iam_user_policy={"anything": 1}), [TopicIsNamed(), NoUsers()])
    assert [each.policy for each in findings if each.outcome is not Outcome.PASS] == ["TEST_USER_1"]


def test_a_type_that_no_policy_names_closes_the_gate() -> None:
    findings = judge(stack_of(**ALERTS, aws_s3_bucket={}), [TopicIsNamed()])
    (failed,) = [each for each in findings if each.outcome is Outcome.FAIL]
    assert (failed.policy, failed.place) == ("UNCLAIMED_TYPE", "aws_s3_bucket.example")


# SNS writes a topic's display name before the text of each SMS, which has room for nothing more.
@pytest.mark.parametrize(("attribute", "value"), [("signature_version", 1), ("display_name", "Fraud alert")])
def test_an_attribute_that_no_policy_claims_closes_the_gate(attribute: str, value: object) -> None:
    findings = judge(stack_of(aws_sns_topic={"name": "alerts", attribute: value}), [TopicIsNamed()])
    (failed,) = [each for each in findings if each.outcome is Outcome.FAIL]
    assert failed.policy == "UNCLAIMED_ATTRIBUTE"
    assert attribute in failed.details


def test_a_policy_that_passes_a_resource_over_claims_nothing_of_it() -> None:
    class Narrow(TopicIsNamed):
        def concerns(self, resource: Resource, stack: Stack) -> bool:
            return resource.name == "example"

    other = Resource("aws_sns_topic", "other", freeze({"name": "alerts", "policy": "open"}))  # type: ignore[arg-type]

    class Policied(Narrow):
        id = "TEST_TOPIC_2"
        claims = ("policy",)

    findings = judge(Stack((*stack_of(**ALERTS).resources, other)), [TopicIsNamed(), Policied()])
    (failed,) = [each for each in findings if each.outcome is Outcome.FAIL]
    assert (failed.policy, failed.place) == ("UNCLAIMED_ATTRIBUTE", "aws_sns_topic.other")


def test_a_policy_on_every_resource_claims_attributes_but_no_type() -> None:
    class Everywhere(TopicIsNamed):
        applies_to = ("*",)
        claims = ("count",)

        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            yield from ()

    findings = judge(stack_of(aws_sns_topic={"count": 1}), [Everywhere()])
    assert [each.policy for each in findings if each.outcome is Outcome.FAIL] == ["UNCLAIMED_TYPE"]


def test_what_could_not_be_judged_outweighs_what_failed() -> None:
    mixed = [Finding("x", "A", "p", Outcome.FAIL), Finding("x", "B", "p", Outcome.ERROR)]
    assert verdict(mixed) is Verdict.ERROR
    assert worst([Verdict.OPEN, Verdict.ERROR, Verdict.CLOSED]) is Verdict.ERROR
