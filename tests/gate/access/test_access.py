"""Who may do what, in words: nothing that a document says is left out, and what nobody reads is shown as it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gate.access.phrases import PHRASES, phrase
from gate.access.resources import of_resources
from gate.access.rights import UNREAD, Right, right
from gate.access.rights import Source as Where
from gate.access.rights import said as said_by
from gate.access.roles import of_roles
from gate.model import Assessment
from gate.reports import html
from gate.reports.access import Access, access
from gate.reports.evidence import Evidence
from policies.aws.iam import DOCUMENTS, statements, texts
from policies.core.examples import edited, replace
from policies.core.known_stacks import DELIVERY, KNOWN_STACKS, SYSTEM
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import freeze
from policies.requirements import REPOSITORY

TABLE = "table transactions"
POSTED = ("report", "transaction", "transactions")
# Put together here, so that no scanner takes it for a real one.
KEY_ID = "AKIA" + "ABCDEFGHIJKLMNOP"


@pytest.fixture(scope="module")
def stacks(synthesized: Path) -> tuple[Stack, ...]:
    folder = synthesized.parents[1]
    return tuple(
        Stack.load((folder / name / synthesized.name).read_bytes(), blocks(files())) for name in sorted(KNOWN_STACKS)
    )


@pytest.fixture(scope="module")
def system(stacks: tuple[Stack, ...]) -> Stack:
    return next(stack for stack in stacks if stack.name == SYSTEM)


def evidence(*stacks: Stack) -> Evidence:
    return Evidence("2026-11-25", tuple(Assessment(stack.name, "", (), stack=stack) for stack in stacks), ())


def rights(found: Access) -> Iterator[Right]:
    for group in found.groups.values():
        for each in group.values():
            yield from (numbered.right for numbered in each)


def said(found: Access, who: str) -> list[str]:
    """`may read parameter ..., only ...`, without statements."""
    return [
        f"{'may not' if each.denied else 'may'} {each.what} {', '.join(each.things)}{', only ' if each.only else ''}"
        f"{each.only}"
        for each in rights(found)
        if each.who == who
    ]


def test_a_function_reads_its_parameter_and_uses_the_key_only_for_that(stacks: tuple[Stack, ...]) -> None:
    analyzer = said(access(evidence(*stacks)), "function fraud-analyzer")
    parameter = "parameter /fraud-detection/ml-model-endpoint"
    assert f"may read {parameter}" in analyzer
    assert f"may decrypt with key configuration, only through Parameter Store, for {parameter}" in analyzer


def test_who_may_read_the_table_and_by_which_statement(stacks: tuple[Stack, ...]) -> None:
    on_table = [each.right for each in access(evidence(*stacks)).things[TABLE]]
    reading = [right for right in on_table if "read" in right.what]
    assert {right.who: right.source.place for right in reading} == {
        "workflow transaction-processing": "fraud-detection/workflow/role/policy",
        "workflow transaction-reports": "fraud-detection/reports/role/policy",
        "workflow transaction-lookups": "fraud-detection/lookups/role/policy",
    }
    assert all("dynamodb:GetItem" in right.source.text for right in reading)
    assert {right.only for right in on_table if right not in reading} == {f"through DynamoDB, for {TABLE}"}


def test_a_client_calls_with_its_key_and_people_get_what_is_sent_to_them(stacks: tuple[Stack, ...]) -> None:
    found = access(evidence(*stacks))
    by_key = said(found, "whoever has the API key fraud-detection-client")
    rate = "only at up to 1,000 requests a second"
    paths = ("GET to API /transaction/{transaction_id}", *(f"POST to API /{name}" for name in POSTED))
    assert by_key == [f"may send {call}, {rate}" for call in paths]
    (alerted,) = said(found, "whoever has the address in variable alert_phone")
    assert alerted == "may get what is published to topic fraud-alerts, only by SMS"


def test_every_statement_of_every_document_is_among_them(stacks: tuple[Stack, ...]) -> None:
    shown = {(each.source.place, each.source.text) for each in rights(access(evidence(*stacks)))}
    documents = [
        (resource.place, document)
        for stack in stacks
        for type_ in DOCUMENTS.keys() - {"aws_iam_role"}
        for resource in stack.of(type_)
        for document in (resource.get(attribute) for attribute in DOCUMENTS[type_])
    ]
    for place in {place for place, _ in documents}:
        there = sum(len(statements(document)) for where, document in documents if where == place)
        assert there == len({text for where, text in shown if where == place}), place


def test_every_action_of_the_stacks_is_put_into_words(stacks: tuple[Stack, ...]) -> None:
    for each in rights(access(evidence(*stacks))):
        # Of a deploy, what AWS calls its 158 actions says more than words would.
        assert "call " not in each.what or each.source.place.startswith("delivery/"), each
        assert each.what != UNREAD, each


def test_who_deploys_is_named_by_where_their_run_works_and_what_they_may_do_is_counted(
    stacks: tuple[Stack, ...],
) -> None:
    delivery = next(stack for stack in stacks if stack.name == DELIVERY)
    environment = f"repo:{REPOSITORY}:environment:production"
    deploying = f"role delivery-deploy, which whoever signs in as {environment} may assume"
    found = [right for right in rights(access(evidence(delivery))) if right.who == deploying]
    assert found
    assert all(len(right.what) < 250 for right in found), [right.what for right in found]


def test_keys_of_one_name_are_told_apart_by_their_stacks(stacks: tuple[Stack, ...]) -> None:
    assert {"key logs", "key logs of stack account"} <= access(evidence(*stacks)).things.keys()


def test_one_who_gains_a_right_is_there_with_it(system: Stack) -> None:
    table = next(each for each in system.of("aws_dynamodb_table") if each.get("name") == "transactions")
    policy = next(each for each in system.of("aws_iam_role_policy") if "notification-sender" in each.place)
    gained = {"Effect": "Allow", "Action": "dynamodb:Scan", "Resource": f"${{{table.address}.arn}}"}
    stack = edited(system, replace("policy", "Statement", 0, value=gained), policy)
    found = [each.right for each in access(evidence(stack)).things[TABLE]]
    (scanning,) = [right for right in found if right.who == "function notification-sender"]
    assert scanning.what == "call dynamodb:Scan on"
    assert scanning.source.statement.startswith("statement 1 of ")


def test_a_role_that_nothing_runs_as_is_of_whom_it_trusts(system: Stack) -> None:
    function = next(each for each in system.of("aws_lambda_function") if "fraud-analyzer" in each.place)
    stack = edited(system, {"role": None}, function)
    whom = [each.who for each in of_roles(stack)]
    assert any(who.startswith("role ") and who.endswith("which lambda.amazonaws.com may assume") for who in whom)


JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from(["*", "kms:Decrypt", "${a_b.c.arn}", "arn:aws:x"])
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["StringEquals", "kms:ViaService", "aws:SourceArn", "Service", "AWS"]), inner)
    ),
)
PARTS = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition", "NotAction"]


@settings(max_examples=30)
@given(
    document=st.one_of(
        JSON, st.fixed_dictionaries({"Statement": st.lists(st.dictionaries(st.sampled_from(PARTS), JSON), max_size=2)})
    )
)
def test_whatever_a_document_holds_each_of_its_statements_is_shown(document: Any) -> None:
    values = freeze({"name": "a", "policy": document})
    assert isinstance(values, dict)
    stack = Stack(tuple(Resource(type_, "a", values, type_) for type_ in ("aws_iam_role_policy", "aws_sqs_queue")))
    for found in ([*of_roles(stack)], [*of_resources(stack)]):
        assert {each.source.statement for each in found} == {
            each.source.statement for each in said_by("", values["policy"], stack.resources[0], stack)
        }


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}, UNREAD),
        ({"Effect": "Allow", "Action": "s3:*"}, UNREAD),
        ({"Effect": "Allow", "Action": [], "Resource": "*"}, UNREAD),
        ({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Color": "red"}, UNREAD),
        ({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, "do anything with"),
        ({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, "call s3:Get* on"),
    ],
)
def test_what_is_no_plain_grant_is_shown_as_it_stands(statement: Mapping[str, Any], what: str, system: Stack) -> None:
    frozen = freeze(statement)
    assert isinstance(frozen, Mapping)
    assert right("x", frozen, Where("place"), system).what == what


def test_a_principal_is_named_whoever_it_is(system: Stack) -> None:
    queue = system.of("aws_sqs_queue")[0]
    principal = ("policy", "Statement", 0, "Principal")
    for value, who in (("*", "anybody"), ({"AWS": "111122223333"}, "111122223333"), ({}, "nobody that the statement")):
        stack = edited(system, replace(*principal, value=value), queue)
        assert any(each.who.startswith(who) for each in of_resources(stack) if each.source.place == queue.place)


def test_a_denial_is_no_right(system: Stack) -> None:
    denied = {each.who for each in of_resources(system) if each.denied}
    assert denied == {"anybody"}
    assert not {each for each in of_resources(system) if each.who == "anybody" and not each.denied}


def test_no_phrase_is_for_an_action_that_no_document_has(stacks: tuple[Stack, ...]) -> None:
    used = {
        action
        for stack in stacks
        for type_ in DOCUMENTS
        for resource in stack.of(type_)
        for attribute in DOCUMENTS[type_]
        for statement in statements(resource.get(attribute))
        for action in texts(statement.get("Action"))
    }
    assert PHRASES.keys() <= used


def test_actions_that_read_alike_are_one_word() -> None:
    assert phrase(["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem"]) == "read and write to"


def test_nothing_that_a_statement_says_becomes_a_part_of_the_page(system: Stack) -> None:
    queue = system.of("aws_sqs_queue")[0]
    stack = edited(system, replace("policy", "Statement", 0, "Sid", value="<b>&\x00"), queue)
    page = html.render(evidence(stack))
    assert "<b>&" not in page
    assert "\x00" not in page


def test_what_looks_like_a_secret_or_a_contact_is_not_shown(system: Stack) -> None:
    queue = system.of("aws_sqs_queue")[0]
    statement = ("policy", "Statement", 0)
    stack = edited(system, replace(*statement, "Principal", value={"AWS": "someone@example.com"}), queue)
    stack = edited(stack, replace(*statement, "Sid", value=KEY_ID), queue)
    page = html.render(evidence(stack)).partition('id="access"')[2].partition("</section>")[0]
    assert "(withheld)" in page
    assert "someone@example.com" not in page
    assert KEY_ID not in page


def test_without_a_file_nobody_may_do_anything_that_is_known() -> None:
    found = access(evidence())
    assert not found.groups
    assert "There is no file to read it from." in html.render(evidence())
