"""Which trails record what an assessor asks for: reads and writes of rows, and the use of keys."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from gate.preflight.account import account
from gate.preflight.needs import Needs
from gate.preflight.precondition import State
from gate.preflight.questions import Answer, Question, Refused
from tests.gate.preflight.conftest import ACCOUNT_ID, TRAIL

Answering = Callable[..., dict[Question, Answer]]
KEYS = "records of the use of keys"
NAMES = ("transactions", "card-histories", "refused-payments")
ROWS = {f"records of reads and writes of {name}" for name in NAMES}
TABLES = {"Field": "resources.type", "Equals": ["AWS::DynamoDB::Table"]}
DATA = {"Field": "eventCategory", "Equals": ["Data"]}
MANAGEMENT = {"Field": "eventCategory", "Equals": ["Management"]}
READS, WRITES = ({"Field": "readOnly", "Equals": [value]} for value in ("true", "false"))
OWN = f"arn:aws:sts::{ACCOUNT_ID}:assumed-role/fraud-detection-transaction-processing/"


def basic(**changed: Any) -> Mapping[str, Any]:
    selector = {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "DataResources": [{"Type": "AWS::DynamoDB::Table", "Values": ["arn:aws:dynamodb"]}],
        "ExcludeManagementEventSources": [],
    }
    return {"EventSelectors": [selector | changed]}


def advanced(*selectors: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"AdvancedEventSelectors": [{"FieldSelectors": fields} for fields in selectors]}


def named(table: str) -> str:
    return f"arn:aws:dynamodb:us-east-1:{ACCOUNT_ID}:table/{table}"


@pytest.fixture
def missing(needs: Needs, answering: Answering) -> Callable[..., dict[str, str]]:
    """What is said of the records that nobody makes, by title."""

    def found(**changed: Answer) -> dict[str, str]:
        lines = [
            each for each in account(needs, answering(**changed), ACCOUNT_ID) if each.name.startswith("records of")
        ]
        assert {each.name for each in lines} == {KEYS, *ROWS}
        return {each.name: each.details for each in lines if each.state is State.MISSING}

    return found


@pytest.mark.parametrize(
    "selectors",
    [
        basic(),
        basic(DataResources=[{"Type": "AWS::DynamoDB::Table", "Values": [*map(named, NAMES)]}]),
        advanced([DATA, TABLES], [MANAGEMENT]),
        advanced([DATA, TABLES, READS], [DATA, TABLES, WRITES], [MANAGEMENT, READS], [MANAGEMENT, WRITES]),
        advanced([DATA, TABLES, {"Field": "resources.ARN", "StartsWith": [named("")]}], [MANAGEMENT]),
        advanced([DATA, TABLES, {"Field": "userIdentity.arn", "NotStartsWith": [OWN]}], [MANAGEMENT]),
    ],
)
def test_what_is_recorded_whole_is_ok(selectors: Answer, missing: Callable[..., dict[str, str]]) -> None:
    assert missing(cloudtrail_GetEventSelectors=selectors) == {}


@pytest.mark.parametrize(
    ("selectors", "lacking"),
    [
        (basic(DataResources=[]), ROWS),
        (basic(DataResources=[{"Type": "AWS::S3::Object", "Values": ["arn:aws:dynamodb"]}]), ROWS),
        (
            basic(DataResources=[{"Type": "AWS::DynamoDB::Table", "Values": [named("transactions")]}]),
            ROWS - {"records of reads and writes of transactions"},
        ),
        (basic(ReadWriteType="WriteOnly"), {KEYS, *ROWS}),
        (basic(ReadWriteType="Some"), {KEYS, *ROWS}),
        (basic(IncludeManagementEvents=False), {KEYS}),
        (basic(ExcludeManagementEventSources=["kms.amazonaws.com"]), {KEYS}),
        (advanced([DATA, TABLES]), {KEYS}),
        (advanced([MANAGEMENT]), ROWS),
        (advanced([DATA, TABLES, WRITES], [MANAGEMENT]), ROWS),
        (advanced([TABLES], [MANAGEMENT]), ROWS),
        (advanced([DATA], [MANAGEMENT]), ROWS),
        (
            advanced([DATA, TABLES, {"Field": "resources.ARN", "Equals": [named("transactions")]}], [MANAGEMENT]),
            ROWS - {"records of reads and writes of transactions"},
        ),
        (advanced([DATA, TABLES, {"Field": "resources.ARN", "NotEquals": [named("x")]}], [MANAGEMENT]), ROWS),
        (advanced([DATA, TABLES, {"Field": "eventName", "Equals": ["GetItem"]}], [MANAGEMENT]), ROWS),
        # Whoever else may assume a role like it is left out too.
        (advanced([DATA, TABLES, {"Field": "userIdentity.arn", "NotStartsWith": [OWN[:-1]]}], [MANAGEMENT]), ROWS),
        (advanced([DATA, TABLES, {"Field": "userIdentity.arn", "StartsWith": [OWN]}], [MANAGEMENT]), ROWS),
        (
            advanced([DATA, TABLES], [MANAGEMENT, {"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}]),
            {KEYS},
        ),
        ({}, {KEYS, *ROWS}),
        ({"EventSelectors": "all"}, {KEYS, *ROWS}),
    ],
)
def test_what_is_left_out_is_missing(
    selectors: Answer, lacking: set[str], missing: Callable[..., dict[str, str]]
) -> None:
    assert missing(cloudtrail_GetEventSelectors=selectors).keys() == lacking


def test_the_line_says_whether_reads_or_writes_are_lacking(missing: Callable[..., dict[str, str]]) -> None:
    said = missing(cloudtrail_GetEventSelectors=basic(ReadWriteType="WriteOnly"))
    assert set(said.values()) == {"no trail of the region records reads"}


@pytest.mark.parametrize(
    "changed",
    [
        {"cloudtrail_DescribeTrails": {"trailList": []}},
        {"cloudtrail_DescribeTrails": {"trailList": [{"TrailARN": TRAIL, "HomeRegion": "eu-west-1"}]}},
        {"cloudtrail_GetTrailStatus": {"IsLogging": False}},
    ],
)
def test_a_trail_that_records_nothing_here_does_not_count(
    changed: Mapping[str, Answer], missing: Callable[..., dict[str, str]]
) -> None:
    assert missing(**changed).keys() == {KEYS, *ROWS}


def test_a_trail_that_tells_nothing_hides_no_other_that_records_all(needs: Needs, answering: Answering) -> None:
    two = [{"TrailARN": name, "IsMultiRegionTrail": True} for name in (TRAIL, f"{TRAIL}-of-others")]
    answers = {
        question: Refused("AccessDenied") if question.subject.endswith("-of-others") else answer
        for question, answer in answering(cloudtrail_DescribeTrails={"trailList": two}).items()
    }
    states = {each.name: each.state for each in account(needs, answers, ACCOUNT_ID)}
    assert {states[name] for name in (KEYS, *ROWS)} == {State.OK}
    assert states[f"cloudtrail:GetEventSelectors of {TRAIL}-of-others"] is State.UNKNOWN
