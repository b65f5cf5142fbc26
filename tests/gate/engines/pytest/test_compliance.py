"""Every pytest policy turns red: an edit of the real file makes it fail, in words that say where."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from gate.engines.pytest.declared import FOLDER
from policies.aws.region import ANOTHER_REGION
from policies.core.known_stacks import SYSTEM
from policies.core.stack import Stack
from tests.compliance.conftest import finder

File = dict[str, Any]
Edit = Callable[[File], None]
FUNCTION, QUEUE, TABLE = "aws_lambda_function", "aws_sqs_queue", "aws_dynamodb_table"
MACHINE, ROLE_POLICY, TOPIC = "aws_sfn_state_machine", "aws_iam_role_policy", "aws_sns_topic"
STAGE, METHOD, ALARM = "aws_api_gateway_stage", "aws_api_gateway_method", "aws_cloudwatch_metric_alarm"
ACL, ASSOCIATION, PARAMETER = "aws_wafv2_web_acl", "aws_wafv2_web_acl_association", "aws_ssm_parameter"
SETTING, MAPPING = "aws_api_gateway_account", "aws_lambda_event_source_mapping"
BUCKET = "aws_s3_bucket"
DECIDING = {"name": "transaction-processing"}
ANALYZER, DEAD = {"function_name": "fraud-analyzer"}, {"name": "transaction-dead-letters"}
DRAIN, OVERFLOW = {"function_name": "transaction-drain"}, {"name": "transaction-overflow"}
TRANSACTIONS, HISTORIES = {"name": "transactions"}, {"name": "card-histories"}


def matching(file: File, type_: str, having: File) -> Iterator[str]:
    """The names of the resources of a type that have these values."""
    return (name for name, each in file["resource"][type_].items() if having.items() <= each.items())


def one(file: File, type_: str, **having: str) -> str:
    """The reference to the first such resource, without an attribute: `${type.name`."""
    return f"${{{type_}.{next(matching(file, type_, having))}"


def change(type_: str, changes: File, **having: str) -> Edit:
    """Gives values to the first resource of a type that has some others."""

    def edit(file: File) -> None:
        file["resource"][type_][next(matching(file, type_, having))].update(changes)

    return edit


def remove(type_: str, **having: str) -> Edit:
    """Takes out every resource of a type that has these values."""

    def edit(file: File) -> None:
        for name in list(matching(file, type_, having)):
            del file["resource"][type_][name]

    return edit


def write(type_: str, attribute: str, before: str, after: str, **having: str) -> Edit:
    """Writes something else in the text of an attribute."""

    def edit(file: File) -> None:
        values = file["resource"][type_][next(matching(file, type_, having))]
        assert before in values[attribute]
        values[attribute] = values[attribute].replace(before, after)

    return edit


def share(type_: str, attribute: str) -> Edit:
    """Gives what the first resource of a type has to all of them."""

    def edit(file: File) -> None:
        resources = list(file["resource"][type_].values())
        for each in resources:
            each[attribute] = resources[0][attribute]

    return edit


def forbid(type_: str, **having: str) -> Edit:
    """Takes a resource out of every role's policy."""

    def edit(file: File) -> None:
        for each in file["resource"][ROLE_POLICY].values():
            each["policy"] = each["policy"].replace(one(file, type_, **having) + ".", "${aws_sqs_queue.nowhere.")

    return edit


def call_something_else(file: File) -> None:
    analyzer, validator = one(file, FUNCTION, **ANALYZER), one(file, FUNCTION, function_name="transaction-validator")
    write(MACHINE, "definition", analyzer, validator, **DECIDING)(file)


def listen_elsewhere(file: File) -> None:
    file["resource"]["aws_cloudwatch_event_bus"]["other"] = {"name": "other"}
    change("aws_cloudwatch_event_rule", {"event_bus_name": "${aws_cloudwatch_event_bus.other.name}"})(file)


def add_idle_key(file: File) -> None:
    file["resource"]["aws_kms_key"]["idle"] = {"description": "idle"}


def add_silent_log(file: File) -> None:
    file["resource"]["aws_cloudwatch_log_group"]["silent"] = {"name": "silent"}


def notify_before_storing(file: File) -> None:
    machine = file["resource"][MACHINE][next(matching(file, MACHINE, DECIDING))]
    definition = json.loads(machine["definition"])
    definition["States"]["AnalyzeTransaction"]["Next"] = "SendNotification"
    machine["definition"] = json.dumps(definition)


def stop_retrying(file: File) -> None:
    machine = file["resource"][MACHINE][next(matching(file, MACHINE, DECIDING))]
    machine["definition"] = machine["definition"].replace('"Retry"', '"Comment"', 1)


def move(file: File) -> None:
    file["provider"]["aws"][0]["region"] = ANOTHER_REGION


def let_in_a_second(shared: str) -> Edit:
    """Adds a client, and lets its usage plan key share this with that of the first."""

    def edit(file: File) -> None:
        links = file["resource"]["aws_api_gateway_usage_plan_key"]
        file["resource"]["aws_api_gateway_api_key"]["second"] = {"name": "second"}
        file["resource"]["aws_api_gateway_usage_plan"]["second"] = {"throttle_settings": {"rate_limit": 1_000}}
        own = {"key_id": "${aws_api_gateway_api_key.second.id}"}
        own |= {"usage_plan_id": "${aws_api_gateway_usage_plan.second.id}"}
        first = next(iter(links.values()))
        links["second"] = {**own, shared: first[shared]}

    return edit


def ring_nowhere(file: File) -> None:
    change(ALARM, {"alarm_actions": [one(file, TOPIC, name="fraud-alerts") + ".arn}"]})(file)


RED: dict[str, list[Edit]] = {
    "test_each_bucket_lies_under_a_key_of_its_own": [
        change(f"{BUCKET}_server_side_encryption_configuration", {"rule": {}}),
        change(f"{BUCKET}_server_side_encryption_configuration", {"bucket": "other"}),
    ],
    "test_each_bucket_outlives_a_plan_that_would_destroy_it": [change(BUCKET, {"lifecycle": {}})],
    "test_the_stage_serves_the_api_that_takes_transactions": [change(STAGE, {"rest_api_id": "other"})],
    "test_each_path_starts_its_workflow_and_may": [
        change("aws_api_gateway_integration", {"request_templates": {}}),
        change("aws_api_gateway_integration", {"resource_id": "other"}),
        forbid(MACHINE),
    ],
    "test_the_workflow_calls_each_function_and_may": [call_something_else, forbid(FUNCTION, **ANALYZER)],
    "test_the_workflow_stores_in_the_table_and_may": [
        write(MACHINE, "definition", "aws-sdk:dynamodb:transactWriteItems", "dynamodb:putItem", **DECIDING),
        forbid(TABLE, **TRANSACTIONS),
    ],
    "test_the_workflow_counts_in_the_histories_that_it_reads_and_may": [
        write(MACHINE, "definition", "aws-sdk:dynamodb:batchGetItem", "dynamodb:getItem", **DECIDING),
        forbid(TABLE, **HISTORIES),
    ],
    "test_the_workflow_reads_and_settles_in_the_table_that_it_stores_in": [
        write(MACHINE, "definition", '.name}","ConsistentRead"', '.arn}s","ConsistentRead"', **DECIDING),
        write(MACHINE, "definition", '.name}","Key"', '.arn}s","Key"', **DECIDING),
        write(MACHINE, "definition", "dynamodb:updateItem", "dynamodb:putItem", **DECIDING),
    ],
    "test_the_workflow_publishes_on_the_bus_that_the_rules_listen_to": [listen_elsewhere],
    "test_what_the_workflow_cannot_finish_waits_in_a_queue": [
        remove(QUEUE, **DEAD),
        forbid(QUEUE, **DEAD),
        forbid(QUEUE, **OVERFLOW),
        write(MACHINE, "definition", "sqs:sendMessage", "sqs:sendMessages", **DECIDING),
    ],
    "test_what_is_throttled_goes_from_its_queue_back_into_the_workflow": [
        change(MAPPING, {"event_source_arn": "other"}),
        change(MAPPING, {"function_name": "other"}),
        change(FUNCTION, {"environment": {}}, **DRAIN),
        forbid(QUEUE, **OVERFLOW),
        forbid(MACHINE, **DECIDING),
    ],
    "test_the_drain_reads_the_histories_that_the_workflow_counts_in_and_may": [
        change(FUNCTION, {"environment": {}}, **DRAIN),
        forbid(TABLE, **HISTORIES),
    ],
    "test_what_the_drain_cannot_decide_is_kept": [change(QUEUE, {"redrive_policy": "{}"}, **OVERFLOW)],
    "test_each_rule_brings_what_it_catches_to_review": [remove("aws_cloudwatch_event_target")],
    "test_what_cannot_be_reviewed_is_kept": [
        change(QUEUE, {"redrive_policy": "{}"}, name="transaction-review"),
        change("aws_cloudwatch_event_target", {"dead_letter_config": {}}),
    ],
    "test_each_function_has_a_role_of_its_own": [share(FUNCTION, "role"), change(FUNCTION, {"role": "other"})],
    "test_each_role_serves_one_part_and_says_what_it_may_do": [
        share(ROLE_POLICY, "role"),
    ],
    "test_each_function_writes_to_a_log_group_of_its_own_and_may": [
        share(FUNCTION, "logging_config"),
        forbid("aws_cloudwatch_log_group", name="/aws/lambda/fraud-analyzer"),
    ],
    "test_each_log_group_is_written_to": [add_silent_log],
    "test_the_analyzer_is_told_where_its_endpoint_stands": [
        change(FUNCTION, {"environment": {}}, **ANALYZER),
        forbid(PARAMETER, name="/fraud-detection/ml-model-endpoint"),
    ],
    "test_each_parameter_is_read_by_whom_it_is_for_and_may_be": [
        change(FUNCTION, {"environment": {}}, **ANALYZER),
        change(FUNCTION, {"environment": {}}, **DRAIN),
        forbid(PARAMETER, name="/fraud-detection/notification-template/sms"),
    ],
    "test_the_notifier_alerts_through_the_customers_topic_and_may": [
        change(FUNCTION, {"environment": {}}, function_name="notification-sender"),
        forbid(TOPIC, name="fraud-alerts"),
    ],
    "test_each_alarm_rings_at_operations": [ring_nowhere, change(ALARM, {"alarm_actions": []})],
    "test_each_topic_is_heard": [remove("aws_sns_topic_subscription")],
    "test_the_firewall_stands_before_the_stage": [
        remove(ASSOCIATION),
        change(ASSOCIATION, {"resource_arn": "other"}),
        change(ASSOCIATION, {"web_acl_arn": "other"}),
    ],
    "test_each_client_key_has_a_plan_for_the_stage": [
        remove("aws_api_gateway_usage_plan_key"),
        change("aws_api_gateway_usage_plan", {"api_stages": []}),
    ],
    "test_each_key_keeps_something": [add_idle_key],
    "test_nothing_stands_apart_from_the_rest": [add_idle_key, add_silent_log],
    "test_the_api_takes_post_on_its_paths": [
        change(METHOD, {"http_method": "PUT"}, http_method="POST"),
        remove("aws_api_gateway_resource"),
    ],
    "test_who_was_accepted_can_ask_for_the_decision": [
        change(METHOD, {"http_method": "PUT"}, http_method="GET"),
        change("aws_api_gateway_resource", {"parent_id": "other"}, path_part="{transaction_id}"),
    ],
    "test_a_request_is_refused_without_a_key": [change(METHOD, {"api_key_required": False})],
    "test_a_request_is_validated_against_a_schema": [
        change(METHOD, {"request_validator_id": None}, http_method="POST"),
        change("aws_api_gateway_request_validator", {"validate_request_body": False}),
        change(METHOD, {"request_models": {}}, http_method="POST"),
        change("aws_api_gateway_model", {"schema": "{}"}),
    ],
    "test_each_client_has_a_key_of_its_own_and_a_throttled_plan": [
        remove("aws_api_gateway_usage_plan_key"),
        let_in_a_second("usage_plan_id"),
        let_in_a_second("key_id"),
        remove("aws_api_gateway_api_key"),
        remove("aws_api_gateway_usage_plan"),
        change("aws_api_gateway_usage_plan", {"throttle_settings": None}),
    ],
    "test_the_firewall_knows_common_attacks_and_floods": [change(ACL, {"rule": []}), remove(ACL)],
    "test_the_function_is_there_on_python_311_and_arm64": [
        remove(FUNCTION, **ANALYZER),
        change(FUNCTION, {"runtime": "python3.9"}, **ANALYZER),
        change(FUNCTION, {"architectures": ["x86_64"]}, **ANALYZER),
    ],
    "test_the_table_is_keyed_on_demand_and_recoverable": [
        change(TABLE, {"range_key": None}, **TRANSACTIONS),
        change(TABLE, {"billing_mode": "PROVISIONED"}, **TRANSACTIONS),
        change(TABLE, {"point_in_time_recovery": {"enabled": False}}, **TRANSACTIONS),
    ],
    "test_what_is_remembered_is_recoverable_and_goes_by_itself": [
        change(TABLE, {"ttl": {"enabled": False}}, **HISTORIES),
        change(TABLE, {"point_in_time_recovery": {"enabled": False}}, **HISTORIES),
    ],
    "test_the_workflow_validates_analyzes_stores_and_notifies_in_this_order": [
        notify_before_storing,
        call_something_else,
        remove(MACHINE),
    ],
    "test_each_step_of_the_workflow_retries_and_catches": [
        stop_retrying,
        change(MACHINE, {"definition": "{}"}, **DECIDING),
    ],
    "test_a_rule_catches_large_amounts": [remove("aws_cloudwatch_event_rule", name="high-value")],
    "test_customers_are_alerted_by": [
        remove("aws_sns_topic_subscription", protocol="sms"),
        remove("aws_sns_topic_subscription", protocol="email"),
    ],
    "test_the_secret_is_a_secure_string": [
        change(PARAMETER, {"type": "String"}),
        change(PARAMETER, {"value": "${var.sms_template}"}),
        remove(PARAMETER),
    ],
    "test_each_part_is_traced": [
        change(FUNCTION, {"tracing_config": {"mode": "PassThrough"}}),
        change(STAGE, {"xray_tracing_enabled": False}),
        change(MACHINE, {"tracing_configuration": {"enabled": False}}),
    ],
    "test_each_part_has_an_alarm": [remove(ALARM, namespace="AWS/SQS"), remove(ALARM)],
    "test_a_dashboard_shows_each_part": [
        remove("aws_cloudwatch_dashboard"),
        change("aws_cloudwatch_dashboard", {"dashboard_body": "{}"}),
    ],
    "test_all_data_at_rest_is_under_a_key_of_our_own": [
        change(TABLE, {"server_side_encryption": None}),
        remove("aws_kms_key"),
    ],
    "test_everything_is_serverless_in_one_region": [move, change(FUNCTION, {"vpc_config": {"subnet_ids": []}})],
    "test_no_path_of_a_machine_is_in_the_file": [
        change(FUNCTION, {"filename": "/home/dev/project/cdktf.out/assets/fraud-analyzer.zip"}),
        change(FUNCTION, {"filename": "C:\\dev\\fraud-analyzer.zip"}),
    ],
    "test_no_hour_of_the_synthesis_is_in_the_file": [
        change(TOPIC, {"name": "alerts-2026-01-15T12:30"}),
        change("aws_api_gateway_deployment", {"triggers": {"content": "1768480200"}}),
    ],
    "test_each_bundle_lies_beside_the_file": [
        change(FUNCTION, {"filename": "../fraud-analyzer.zip"}),
        change(FUNCTION, {"filename": "/srv/fraud-analyzer.zip"}),
    ],
    "test_each_bundle_is_named_by_the_digest_of_its_content": [change(FUNCTION, {"source_code_hash": "latest"})],
    "test_two_functions_do_not_share_a_bundle": [share(FUNCTION, "filename")],
    "test_api_gateway_logs_with_a_role_of_its_own": [
        change(SETTING, {"cloudwatch_role_arn": "other"}),
        change(SETTING, {"depends_on": []}),
        remove(ROLE_POLICY),
        remove(SETTING),
    ],
    "test_the_group_that_greets_is_there_before_the_role_is_set": [
        change(SETTING, {"depends_on": []}),
        change("aws_cloudwatch_log_group", {"name": "welcome"}),
    ],
    "test_each_log_of_the_account_is_under_a_key_of_our_own": [
        change("aws_cloudwatch_log_group", {"kms_key_id": None}),
        remove("aws_kms_key"),
    ],
    "test_each_key_of_the_account_is_used": [add_idle_key],
    "test_the_account_is_set_up_in_one_region": [move],
}


def policies() -> Iterator[tuple[str, Callable[..., None], tuple[str, ...]]]:
    """Each pytest policy with its name, once for each of its cases, and the stacks that it judges."""
    for path in sorted(FOLDER.glob("test_*.py")):
        module = vars(import_module(f"tests.compliance.{path.stem}"))
        for name, test in module.items():
            if name.startswith("test_"):
                stacks = module.get("STACKS", (SYSTEM,))
                yield from ((name, partial(test, **case), stacks) for case in cases(test))


def cases(test: Callable[..., None]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [{}]
    for mark in getattr(test, "pytestmark", ()):
        name, values = mark.args
        found = [{**case, name: value} for case in found for value in values]
    return found


def failures(file: File) -> Iterator[tuple[str, str]]:
    """The name of each pytest policy that fails on a file, and its words; raises whatever else one raises."""
    stack = Stack.load(json.dumps(file).encode())
    fixtures = {"stack": stack, "the": finder(stack)}
    for name, policy, stacks in policies():
        if stack.name not in stacks:
            continue
        wanted = signature(policy).parameters.keys() & fixtures.keys()
        try:
            policy(**{fixture: fixtures[fixture] for fixture in wanted})
        except AssertionError as failure:
            yield name, str(failure)


def test_each_pytest_policy_is_seen_to_fail() -> None:
    assert {name for name, _, _ in policies()} == set(RED)


@pytest.mark.parametrize("test", RED)
def test_each_edit_turns_it_red(test: str, synthesized: Path) -> None:
    judged = next(stacks[0] for name, _, stacks in policies() if name == test)
    for edit in RED[test]:
        file = json.loads((synthesized.parents[1] / judged / synthesized.name).read_text())
        edit(file)
        words = [said for name, said in failures(file) if name == test]
        assert words
        assert not any(said.startswith("assert ") for said in words)
