"""Arguments that matter to security: each is judged by a policy that claims it, or somebody answers for it."""

from pathlib import Path

import pytest

from gate.asked.attributes import FILE, arguments, load_cells
from gate.engines.attributes import Cell, claiming, unjudged
from gate.model import Outcome
from gate.strict_toml import BrokenToml
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import Frozen

QUEUE = "aws_sqs_queue"
STACK = Stack((Resource(QUEUE, "review", Frozen({})),))
JUDGED = Cell(QUEUE, "policy", "policies", ("FRAUD_QUEUE_1",))
ANSWERED = Cell(QUEUE, "policy", "policies", (), "compliance", "it is none")
EMPTY = Cell(QUEUE, "policy", "policies")
CLASS = '[[class]]\nname = "policies"\nwords = ["policy"]\n'
UNJUDGED = '[[unjudged]]\ntypes = ["{}"]\nattributes = ["{}"]\nowner = "compliance"\nreason = "it is none"\n'
BROKEN = {
    "has no reason": (
        CLASS + '[[unjudged]]\ntypes = ["aws_sns_topic"]\nattributes = ["policy"]\nowner = "x"\n',
        "let it have",
    ),
    "names no argument": (
        CLASS + UNJUDGED.format("aws_sns_topic", "planted"),
        "names nothing that aws_sns_topic takes",
    ),
    "names an unknown type": (CLASS + UNJUDGED.format("aws_planted", "policy"), "names nothing that aws_planted takes"),
    "names what is of no class": (CLASS + UNJUDGED.format("aws_sns_topic", "name"), "is of no class"),
    "names what is judged": (CLASS + UNJUDGED.format("aws_sns_topic", "policy"), "is judged by FRAUD_TOPIC_"),
    "has a class of nothing": (
        '[[class]]\nname = "policies"\nwords = ["aws_sns_topic.planted"]\n'
        + UNJUDGED.format("aws_sns_topic", "policy"),
        "which nobody takes",
    ),
    "holds no class": (UNJUDGED.format("aws_sns_topic", "policy"), "must hold"),
}


@pytest.mark.parametrize(
    ("cells", "outcome"), [((JUDGED,), Outcome.PASS), ((ANSWERED,), Outcome.PASS), ((JUDGED, EMPTY), Outcome.FAIL)]
)
def test_an_empty_cell_closes_the_gate(cells: tuple[Cell, ...], outcome: Outcome) -> None:
    (finding,) = unjudged(STACK, cells)
    assert finding.outcome is outcome


def test_a_type_that_the_stack_does_not_hold_needs_no_judge() -> None:
    (finding,) = unjudged(Stack(()), (EMPTY,))
    assert finding.outcome is Outcome.PASS


def test_the_finding_names_the_argument_and_why_it_matters() -> None:
    (finding,) = unjudged(STACK, (EMPTY,))
    assert finding.details == "no policy judges aws_sqs_queue.policy, which matters to policies"
    assert "policies/attributes.toml" in finding.remedy


def test_each_argument_that_matters_is_judged_or_answered_for() -> None:
    cells = load_cells(rulebook())
    assert [cell for cell in cells if cell.is_empty] == []
    assert len(cells) > 100


def test_without_its_policy_an_argument_is_judged_by_nobody() -> None:
    """The loss of a whole policy is told, and not only that of what it finds."""
    rest = [policy for policy in rulebook() if policy.id != "FRAUD_LOG_1"]
    empty = {(cell.type, cell.attribute) for cell in load_cells(rest) if cell.is_empty}
    assert empty == {("aws_cloudwatch_log_group", "retention_in_days")}


def test_a_claim_is_of_its_type_alone() -> None:
    assert claiming(rulebook(), "aws_cloudwatch_log_group", "retention_in_days") == ("FRAUD_LOG_1",)
    assert claiming(rulebook(), QUEUE, "retention_in_days") == ()


def test_the_schema_knows_each_type_of_the_stacks() -> None:
    types = {type_ for policy in rulebook() for type_ in policy.applies_to if type_.startswith("aws_")}
    assert types <= arguments().keys()


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_table_that_is_not_as_it_must_be_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / FILE.name
    file.write_text(text)
    with pytest.raises(BrokenToml, match=said) as refused:
        load_cells(rulebook(), file)
    assert "\n" not in str(refused.value)
