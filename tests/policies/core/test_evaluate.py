"""What a policy says of a stack: passes, violations, and why it could not judge."""

from collections.abc import Iterator

import pytest

from policies.core.evaluate import EVIDENCE, Evaluation, evaluate
from policies.core.policy import Policy, Severity
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, freeze
from tests.policies.samples import TopicIsNamed


class NoTopic(Policy):
    """There is no topic.

    It is an example.
    """

    id = "TEST_TOPIC_2"
    severity = Severity.LOW
    forbids = ("aws_sns_*",)
    remediation = "remove it"
    violating = {"is there": {}}


def topic(name: str) -> Resource:
    values = freeze({"name": name})
    assert isinstance(values, Frozen)
    return Resource("aws_sns_topic", name, values)


ALERTS, OTHER = topic("alerts"), topic("other")
QUEUE = Resource("aws_sqs_queue", "review", Frozen())


def test_each_resource_that_the_policy_applies_to_is_evaluated_in_order() -> None:
    expected = (Evaluation(ALERTS), Evaluation(OTHER, ("is called 'other'",)))
    assert evaluate(TopicIsNamed(), Stack((ALERTS, QUEUE, OTHER))) == expected


def test_a_part_that_the_stack_must_have_and_has_not_is_a_violation() -> None:
    (missing,) = evaluate(TopicIsNamed(), Stack((QUEUE,)))
    assert missing == Evaluation(None, ("holds no aws_sns_topic, and must hold one",))


@pytest.mark.parametrize("type_", sorted(EVIDENCE))
def test_evidence_that_is_missing_beside_the_file_could_not_be_judged(type_: str) -> None:
    class ReadsBeside(TopicIsNamed):
        applies_to = (type_,)

    whole = Stack((QUEUE, Resource("bundle", "fraud-analyzer", Frozen())))
    (missing,) = evaluate(ReadsBeside(), whole)
    assert missing == Evaluation(None, error=f"nothing of the type {type_} is there to judge")


def test_a_missing_type_does_not_hide_what_is_wrong_with_another() -> None:
    class Both(TopicIsNamed):
        applies_to = ("aws_sns_topic", "aws_sqs_queue")

    missing, wrong = evaluate(Both(), Stack((OTHER,)))
    assert missing.violations == ("holds no aws_sqs_queue, and must hold one",)
    assert wrong.violations == ("is called 'other'",)


def test_a_part_of_the_kind_that_a_policy_is_about_and_that_is_missing_is_a_violation() -> None:
    class Narrow(TopicIsNamed):
        def concerns(self, resource: Resource, stack: Stack) -> bool:
            return False

    (nothing,) = evaluate(Narrow(), Stack((ALERTS,)))
    assert nothing == Evaluation(None, ("holds no aws_sns_topic of the kind that must be there",))


def test_nothing_of_a_forbidden_type_is_a_pass_of_the_whole_stack() -> None:
    assert evaluate(NoTopic(), Stack((QUEUE,))) == (Evaluation(None),)


def test_a_forbidden_resource_is_a_violation_at_that_resource() -> None:
    (found,) = evaluate(NoTopic(), Stack((QUEUE, ALERTS)))
    assert (found.resource, found.violations) == (ALERTS, ("aws_sns_topic has no place in this stack",))


@pytest.mark.parametrize("method", ["concerns", "violations"])
@pytest.mark.parametrize("raised", [ValueError("odd"), SystemExit(0), RecursionError(), KeyError("x")], ids=repr)
def test_whatever_a_policy_raises_it_could_not_judge(
    method: str, raised: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raises(*_: object) -> bool:
        raise raised

    monkeypatch.setattr(TopicIsNamed, method, raises)
    (found,) = evaluate(TopicIsNamed(), Stack((ALERTS,)))
    assert found.resource is ALERTS
    assert found.error.startswith(f"the policy could not judge: {type(raised).__name__}")


def test_violations_before_an_exception_do_not_count_as_judged() -> None:
    class StopsHalfway(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            yield "is wrong"
            raise ValueError("odd")

    (found,) = evaluate(StopsHalfway(), Stack((ALERTS,)))
    assert not found.violations
    assert found.error


@pytest.mark.parametrize("violation", [None, "", 7, b"is wrong"])
def test_a_violation_that_is_no_sentence_could_not_be_judged(violation: object) -> None:
    class Mumbles(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            yield violation  # type: ignore[misc]

    (found,) = evaluate(Mumbles(), Stack((ALERTS,)))
    assert "a violation must be a sentence" in found.error


def test_a_policy_that_changes_a_resource_could_not_judge() -> None:
    class Mutates(TopicIsNamed):
        def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
            resource.values["name"] = "alerts"  # type: ignore[index]
            yield from ()

    (found,) = evaluate(Mutates(), Stack((OTHER,)))
    assert found.error
