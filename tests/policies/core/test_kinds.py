"""Rules that are data: what fits passes, and each standard violation is one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.aws.dead_letter_queue import DeadLetterQueue
from policies.aws.encrypted_with import EncryptedWith
from policies.core import Resource, Severity, Stack
from policies.core.examples import edited
from policies.core.examples.example import example
from policies.core.kinds import Absent, Attributes, Between, Block, Exactly, Matching, OneOf, Present, ReferenceTo
from policies.core.strict_json import Frozen

SCALARS = st.booleans() | st.integers(-(10**9), 10**9) | st.text("abcXYZ_-", min_size=1, max_size=9)
BOUNDS = st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 10**6)).map(lambda pair: (pair[0], sum(pair)))
LEAVES = (
    SCALARS.map(Exactly)
    | st.lists(SCALARS, min_size=1, max_size=3, unique=True).map(lambda values: OneOf(*values, None))
    | st.booleans().map(lambda or_false: Absent(or_false=or_false))
    | st.builds(lambda bounds, absent: Between(bounds[0], bounds[1], or_absent=absent), BOUNDS, st.booleans())
    | st.sampled_from(["transactions", "messages"]).map(EncryptedWith)
    | st.sampled_from([Matching("[a-z]{1,3}", "abc"), Matching(".*", "x"), Matching("a|b\n", "a")])
    | st.sampled_from(["arn", "id"]).map(lambda attribute: ReferenceTo("aws_iam_role", attribute))
    | SCALARS.map(Present)
    | st.just(DeadLetterQueue())
)
REQUIREMENTS = LEAVES | st.dictionaries(st.sampled_from("abc"), SCALARS.map(Exactly), min_size=1).map(Block)


def policy(violating: Any = None, **required: Any) -> Attributes:
    """A policy of these requirements."""
    values = {
        "__doc__": "A sample.\n\nIt is a sample.",
        "id": "SAMPLE_1",
        "severity": Severity.LOW,
        "applies_to": ("aws_sqs_queue",),
        "remediation": "Fix it.",
        "required": required,
        "violating": violating or {},
    }
    sample: Attributes = type("Sample", (Attributes,), values)()
    return sample


def failures(sample: Attributes, edit: Any = None) -> list[str]:
    stack, target = example(sample)
    whole = stack if edit is None else edited(stack, edit, target)
    return list(sample.violations(whole.by_address[target.address], whole))


def has_one_key_at_most(required: dict[str, Any]) -> bool:
    return sum(isinstance(requirement, EncryptedWith) for requirement in required.values()) <= 1


@given(st.dictionaries(st.sampled_from(["one", "two"]), REQUIREMENTS, min_size=1).filter(has_one_key_at_most))
def test_what_fits_passes_and_each_standard_violation_does_not(required: dict[str, Any]) -> None:
    sample = policy(**required)
    assert failures(sample) == []
    for name, edit in sample.violating.items():
        assert failures(sample, edit), name


@pytest.mark.parametrize("near", [1, 1.0, "true", "True", [True], None, "${var.enabled}"])
def test_true_is_nothing_but_true(near: Any) -> None:
    assert failures(policy(enabled=Exactly(True)), {"enabled": near} if near is not None else {"enabled": None})


@pytest.mark.parametrize("near", [True, "1", [1], None])
def test_one_is_nothing_but_one(near: Any) -> None:
    assert failures(policy(count=Exactly(1)), {"count": near})
    assert failures(policy(count=Between(1, 2)), {"count": near})


def test_the_first_value_beyond_each_bound_is_a_violation_and_the_bounds_are_not() -> None:
    sample = policy(seconds=Between(60, 300))
    assert [value for value in (59, 60, 300, 301) if failures(sample, {"seconds": value})] == [59, 301]


def test_a_violation_says_the_value_and_what_it_must_be() -> None:
    assert failures(policy(days=Exactly(7)), {"days": 8}) == ["days is 8, not 7"]
    assert failures(policy(days=Exactly(7)), {"days": None}) == ["days is not set, not 7"]
    assert failures(policy(days=Exactly(7, otherwise="keeps {value} days")), {"days": 8}) == ["keeps 8 days"]
    assert failures(policy(path=Exactly({"a": "${var.b}"})), {"path": "c"}) == ["path is 'c', not {'a': '${var.b}'}"]


def test_a_standard_violation_that_the_policy_names_itself_is_there_once() -> None:
    sample = policy({"is switched off": {"enabled": False}}, enabled=Exactly(True))
    assert [name for name, edit in sample.violating.items() if edit == {"enabled": False}] == ["is switched off"]


def test_what_is_named_alike_in_two_blocks_is_violated_in_each() -> None:
    block = Block({"enabled": Exactly(True)})
    assert {"one.enabled is missing", "two.enabled is missing"} <= policy(one=block, two=block).violating.keys()


def test_two_standard_violations_of_one_name_are_refused_since_one_would_hide_the_other() -> None:
    with pytest.raises(TypeError, match="SAMPLE_1 has two violations named 'has no key'"):
        policy(one=EncryptedWith("messages"), two=EncryptedWith("transactions"))


def test_a_violation_of_its_own_under_the_name_of_a_standard_one_is_refused() -> None:
    with pytest.raises(TypeError, match="SAMPLE_1 has two violations named 'days is missing'"):
        policy({"days is missing": {"days": 3}}, days=Exactly(7))


def test_one_of_several_values_is_refused_near_the_value_that_is_one() -> None:
    edits = policy(days=OneOf(None, 35)).violating.values()
    assert [{"days": near} in edits for near in (34, 36, "35", [35])] == [True] * 4


def test_a_block_holds_what_it_must_and_nothing_else() -> None:
    sample = policy(sse=Block({"enabled": Exactly(True)}, otherwise="encryption is off"))
    assert failures(sample, {"sse": None}) == ["encryption is off"]
    assert failures(sample, {"sse": [{"enabled": True}, {"enabled": False}]}) == ["encryption is off"]
    assert failures(sample, {"sse": {"mode": "x"}}) == ["sse has what no policy judges: mode"]


def test_a_pattern_matches_the_whole_text() -> None:
    sample = policy(name=Matching("[a-z]{1,3}", "abc", otherwise="is named {value}"))
    near = ["abcd", "abc\n", "", ["abc"], True, "${var.name}"]
    assert [failures(sample, {"name": value}) for value in near] == [[f"is named {value!r}"] for value in near]
    assert failures(policy(name=Matching("[a-z]{1,3}", "abc")), {"name": "A"}) == [
        "name is 'A', which does not match [a-z]{1,3}"
    ]


def test_a_null_that_is_written_is_not_the_same_as_nothing() -> None:
    sample = policy(default=Absent())
    assert list(sample.violations(Resource("variable", "a", Frozen({"default": None})), Stack(()))) == [
        "default is null"
    ]
    assert list(sample.violations(Resource("variable", "a", Frozen({})), Stack(()))) == []


def test_one_sentence_serves_several_attributes() -> None:
    absent = Absent(otherwise="has {attribute}")
    assert failures(policy(count=absent, for_each=absent), {"count": 0, "for_each": []}) == [
        "has count",
        "has for_each",
    ]


@pytest.mark.parametrize(
    "near",
    [
        "${aws_iam_role.ours.name}",
        "${aws_iam_policy.ours.arn}",
        "${aws_iam_role.nowhere.arn}",
        "${aws_iam_role.ours.arn}x",
        "arn:aws:iam::111122223333:role/ours",
        ["${aws_iam_role.ours.arn}"],
        True,
        None,
    ],
)
def test_a_reference_is_to_this_attribute_of_a_resource_that_is_there(near: Any) -> None:
    role = ReferenceTo("aws_iam_role", "arn", otherwise="uses the role {value}")
    sample = policy(role=role, rights=ReferenceTo("aws_iam_policy", "arn"))
    assert failures(sample) == []
    assert failures(sample, {"role": near}) == [f"uses the role {'not set' if near is None else repr(near)}"]


def test_what_the_example_refers_to_stands_beside_it() -> None:
    sample = policy(role=Block({"arn": ReferenceTo("aws_iam_role", "arn")}), key=EncryptedWith("messages"))
    assert {"aws_iam_role.ours", "aws_kms_key.messages", "aws_kms_alias.messages"} <= sample.given.keys()


def test_what_another_policy_judges_need_only_be_there() -> None:
    sample = policy(log=Block({"format": Present("$context.status", otherwise="has no format")}))
    assert failures(sample, {"log": {"format": 7}}) == []
    assert failures(sample, {"log": {"format": None, "unknown": 1}}) == [
        "log has what no policy judges: unknown",
        "has no format",
    ]
