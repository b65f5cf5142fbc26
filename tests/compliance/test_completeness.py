"""The stack is complete: everything that was asked for, and that shows in the file, is there."""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from policies.alarms.shared.metrics import watched
from policies.aws.asl import MACHINE, branches, items, start, states, tasks
from policies.aws.region import regions_named
from policies.core.resources import Resource, leaves_in
from policies.core.stack import Stack
from policies.workflow.shared.overflowing import without_overflow
from policies.workflow.shared.paths import lacking, reached
from policies.workflow.shared.steps import steps

FUNCTIONS = ("transaction-validator", "fraud-analyzer", "notification-sender")
WATCHED = (
    *("aws_lambda_function", "aws_sfn_state_machine", "aws_api_gateway_rest_api", "aws_sqs_queue"),
    *("aws_cloudwatch_event_rule", "aws_sns_topic"),
)
KEEPING = (
    *("aws_dynamodb_table", "aws_sqs_queue", "aws_sns_topic", "aws_ssm_parameter", "aws_cloudwatch_log_group"),
    *("aws_lambda_function", "aws_sfn_state_machine", "aws_cloudwatch_event_bus"),
)
METHOD, POSTED, ASKED = "aws_api_gateway_method", ("transaction", "transactions", "report"), "{transaction_id}"
PATHS = (*POSTED, ASKED)
Find = Callable[..., Resource]


def places(resources: Iterable[Resource]) -> str:
    return ", ".join(each.place for each in resources)


@pytest.mark.parametrize("path", POSTED)
def test_the_api_takes_post_on_its_paths(path: str, stack: Stack, the: Find) -> None:
    place = the("aws_api_gateway_resource", path_part=path)
    taken = [each.get("http_method") for each in stack.pointing_at(place, METHOD, "resource_id")]
    assert taken == ["POST"], f"/{path} takes {taken}"
    assert stack.resolve(place.get("parent_id"), "root_resource_id"), f"{path} is not at the root"


def test_who_was_accepted_can_ask_for_the_decision(stack: Stack, the: Find) -> None:
    place = the("aws_api_gateway_resource", path_part=ASKED)
    taken = [each.get("http_method") for each in stack.pointing_at(place, METHOD, "resource_id")]
    assert taken == ["GET"], f"/transaction/{ASKED} takes {taken}"
    above = stack.resolve(place.get("parent_id"))
    assert above is the("aws_api_gateway_resource", path_part="transaction"), "it is not below /transaction"


@pytest.mark.parametrize("path", PATHS)
def test_a_request_is_refused_without_a_key(path: str, the: Find) -> None:
    method = the(METHOD, resource_id=f"${{{the('aws_api_gateway_resource', path_part=path).address}.id}}")
    assert method.get("api_key_required") is True, f"/{path} needs no API key"


@pytest.mark.parametrize("path", POSTED)
def test_a_request_is_validated_against_a_schema(path: str, stack: Stack, the: Find) -> None:
    method = the(METHOD, resource_id=f"${{{the('aws_api_gateway_resource', path_part=path).address}.id}}")
    validator = stack.resolve(method.get("request_validator_id"))
    assert validator is not None, f"POST /{path} has no validator"
    assert validator.get("validate_request_body") is True, "the validator passes over the body"
    model = stack.resolve(method.get("request_models", "application/json"))
    assert model is not None, "the body has no model"
    assert items(model.get("schema", "required")), "the model requires nothing"


def test_each_client_has_a_key_of_its_own_and_a_throttled_plan(stack: Stack) -> None:
    links = stack.of("aws_api_gateway_usage_plan_key")
    keys, plans = ([stack.resolve(each.get(end)) for each in links] for end in ("key_id", "usage_plan_id"))
    assert keys, "no client has a key"
    times = Counter(each.place for each in (*keys, *plans) if each)
    for key, plan in zip(keys, plans, strict=True):
        assert key is not None, "a plan is for a key that is not there"
        assert times[key.place] == 1, f"{key.place} is in {times[key.place]} usage plans"
        assert plan is not None, f"{key.place} is in no usage plan of this stack"
        assert times[plan.place] == 1, f"{plan.place} is shared by {times[plan.place]} keys"
        assert plan.get("throttle_settings", "rate_limit"), f"{plan.place} does not throttle"


def test_the_firewall_knows_common_attacks_and_floods(the: Find) -> None:
    rules = the("aws_wafv2_web_acl").blocks("rule")
    kinds = {leaf for rule in rules for leaf in leaves_in(rule.get("statement"))}
    assert "managed_rule_group_statement" in kinds, "no managed rules against common attacks"
    assert "rate_based_statement" in kinds, "no rule against floods"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_function_is_there_on_python_311_and_arm64(name: str, the: Find) -> None:
    function = the("aws_lambda_function", function_name=name)
    runs = (function.get("runtime"), function.get("architectures"))
    assert runs == ("python3.11", ("arm64",)), f"{name} runs on {runs}"


def test_the_table_is_keyed_on_demand_and_recoverable(the: Find) -> None:
    table = the("aws_dynamodb_table", name="transactions")
    kinds = {each.get("name"): each.get("type") for each in table.blocks("attribute")}
    keys = [(key, kinds.get(key)) for key in (table.get("hash_key"), table.get("range_key"))]
    assert keys == [("transaction_id", "S"), ("timestamp", "N")], f"the table's keys are {keys}"
    assert table.get("billing_mode") == "PAY_PER_REQUEST", "the table is not on demand"
    assert table.get("point_in_time_recovery", "enabled") is True, "the table does not recover to a point in time"


def test_the_workflow_validates_analyzes_stores_and_notifies_in_this_order(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    found = steps(workflow, stack)
    # What the drain brings was validated and analyzed by the drain itself.
    graph, first = without_overflow(states(workflow)), start(workflow)
    before: frozenset[str] = frozenset()
    # Where a write was cancelled, the transaction is analyzed and written again, in steps of their own.
    for step in (found.validating, found.analyzing, found.writing, found.notifying):
        assert step, "there must be a step of each kind"
        assert step.keys() <= reached(graph, first), f"nothing leads to {', '.join(step)}"
        around = before and step.keys() & reached(lacking(graph, before), first)
        assert not around, f"a way leads around {', '.join(before)} to {', '.join(step)}"
        before = frozenset(step)


def test_each_step_of_the_workflow_retries_and_catches(the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    around = [state for state in states(workflow).values() if state.get("Catch")]
    caught = {name for state in around for branch in branches(state) for name in branch}
    called = tasks(workflow)
    bare = [name for name, each in called.items() if not (each.get("Retry") and (each.get("Catch") or name in caught))]
    assert called, "the workflow has no steps"
    assert not bare, f"without a Retry of its own, or without a Catch: {', '.join(bare)}"


def test_what_is_remembered_is_recoverable_and_goes_by_itself(the: Find) -> None:
    table = the("aws_dynamodb_table", name="card-histories")
    assert table.get("ttl", "enabled") is True, "histories are kept for ever"
    assert table.get("point_in_time_recovery", "enabled") is True, "the table does not recover to a point in time"


def test_a_rule_catches_large_amounts(stack: Stack) -> None:
    patterns = [each.get("event_pattern", "detail", "amount_usd") for each in stack.of("aws_cloudwatch_event_rule")]
    assert any(">" in [*leaves_in(each)] for each in patterns), "no rule catches amounts above a limit"


@pytest.mark.parametrize("protocol", ["email", "sms"])
def test_customers_are_alerted_by(protocol: str, stack: Stack, the: Find) -> None:
    topic = the("aws_sns_topic", name="fraud-alerts")
    subscriptions = stack.pointing_at(topic, "aws_sns_topic_subscription", "topic_arn")
    assert protocol in [each.get("protocol") for each in subscriptions], f"nobody is alerted by {protocol}"


@pytest.mark.parametrize("name", ["ml-model-endpoint", "notification-template/email", "notification-template/sms"])
def test_the_secret_is_a_secure_string(name: str, the: Find) -> None:
    parameter = the("aws_ssm_parameter", name=f"/fraud-detection/{name}")
    assert parameter.get("type") == "SecureString", f"{name} is no SecureString"
    assert parameter.get("value") is None, f"the value of {name} is in the state"


def test_each_part_is_traced(stack: Stack) -> None:
    dark = [
        *(each for each in stack.of("aws_lambda_function") if each.get("tracing_config", "mode") != "Active"),
        *(each for each in stack.of("aws_api_gateway_stage") if each.get("xray_tracing_enabled") is not True),
        *(each for each in stack.of("aws_sfn_state_machine") if not each.get("tracing_configuration", "enabled")),
    ]
    assert not dark, f"not traced: {places(dark)}"


def test_each_part_has_an_alarm(stack: Stack) -> None:
    heard = {each.place for alarm in stack.of("aws_cloudwatch_metric_alarm") for each in watched(alarm, stack)}
    unwatched = [each for each in stack.of(*WATCHED) if each.place not in heard]
    assert not unwatched, f"no alarm watches {places(unwatched)}"


def test_a_dashboard_shows_each_part(stack: Stack) -> None:
    drawn = {reference[:2] for each in stack.of("aws_cloudwatch_dashboard") for reference in each.references}
    missing = [each for each in stack.of(*WATCHED) if (each.type, each.name) not in drawn]
    assert not missing, f"no dashboard shows {places(missing)}"


def test_all_data_at_rest_is_under_a_key_of_our_own(stack: Stack) -> None:
    keys = {(key.type, key.name) for key in stack.of("aws_kms_key")}
    bare = [each for each in stack.of(*KEEPING) if not keys & {reference[:2] for reference in each.references}]
    assert not bare, f"not under a key of this stack: {places(bare)}"


def test_everything_is_serverless_in_one_region(stack: Stack, the: Find) -> None:
    region = the("provider").get("region")
    named = regions_named(stack)
    assert named == {region}, f"the provider works in {region}, and the stack names {', '.join(sorted(named))}"
    housed = [each for each in stack.of("aws_lambda_function") if each.get("vpc_config") is not None]
    assert not housed, f"within a network: {places(housed)}"
    servers = stack.of("aws_instance", "aws_vpc", "aws_subnet", "aws_ecs_service", "aws_eks_cluster", "aws_db_instance")
    assert not servers, f"servers and networks: {places(servers)}"
