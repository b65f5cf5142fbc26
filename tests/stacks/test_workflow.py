"""The workflow's definition: every task is bounded, retried by name, and has a fallback."""

import json
from typing import Any

States = dict[str, Any]


def tasks(states: States) -> States:
    return {name: state for name, state in states.items() if state["Type"] == "Task"}


def successors(state: dict[str, Any]) -> set[str]:
    branches = [*state.get("Catch", []), *state.get("Choices", []), state]
    return {branch[key] for branch in branches for key in ("Next", "Default") if key in branch}


def test_every_state_is_reached_and_every_path_leads_to_a_state(states: States) -> None:
    reached: set[str] = set()
    waiting = {"ValidateTransaction"}
    while waiting:
        reached |= waiting
        waiting = set().union(*(successors(states[name]) for name in waiting)) - reached
    assert reached == set(states)


def test_every_task_has_a_short_time_limit_below_the_gateway_s(stack: dict[str, Any], states: States) -> None:
    (integration,) = stack["resource"]["aws_api_gateway_integration"].values()
    assert all(2 <= task["TimeoutSeconds"] <= 3 for task in tasks(states).values())
    assert integration["timeout_milliseconds"] <= 29_000


def test_every_task_retries_named_errors_a_few_times_with_full_jitter(states: States) -> None:
    for task in tasks(states).values():
        assert task["Retry"]
        for retrier in task["Retry"]:
            assert not {"States.ALL", "States.TaskFailed"} & set(retrier["ErrorEquals"])
            assert 1 <= retrier["MaxAttempts"] <= 2
            assert retrier["JitterStrategy"] == "FULL"
            assert retrier["MaxDelaySeconds"] >= retrier["IntervalSeconds"]


def worst(task: dict[str, Any]) -> float:
    """Seconds until the fallback, where every call takes all its time and every delay is the longest."""
    delays: list[float] = [
        min(retrier["IntervalSeconds"] * retrier["BackoffRate"] ** attempt, retrier["MaxDelaySeconds"])
        for retrier in task["Retry"]
        for attempt in range(retrier["MaxAttempts"])
    ]
    limit: float = task["TimeoutSeconds"]
    return limit * (1 + len(delays)) + sum(delays)


def test_the_worst_of_any_task_leaves_time_for_its_dead_letter(stack: dict[str, Any], states: States) -> None:
    (machine,) = stack["resource"]["aws_sfn_state_machine"].values()
    limit = json.loads(machine["definition"])["TimeoutSeconds"]
    keepers = [worst(task) for task in tasks(states).values() if task["Resource"].endswith("sqs:sendMessage")]
    assert keepers
    assert max(map(worst, tasks(states).values())) + max(keepers) < limit < 29


def test_a_function_s_own_limit_ends_before_its_task_s(stack: dict[str, Any], states: States) -> None:
    called = [task for task in tasks(states).values() if task["Resource"].endswith("lambda:invoke")]
    limits = [function["timeout"] for function in stack["resource"]["aws_lambda_function"].values()]
    assert min(task["TimeoutSeconds"] for task in called) > max(limits)


def test_every_task_catches_everything_last_and_alone(states: States) -> None:
    for task in tasks(states).values():
        assert [catcher["ErrorEquals"] for catcher in task["Catch"]][-1] == ["States.ALL"]
        assert all("States.ALL" not in catcher["ErrorEquals"] for catcher in task["Catch"][:-1])


def test_functions_that_are_throttled_wait_by_themselves(stack: dict[str, Any], states: States) -> None:
    called = [task for task in tasks(states).values() if task["Resource"].endswith("lambda:invoke")]
    assert len(called) == len(stack["resource"]["aws_lambda_function"])
    assert all(task["Retry"][0]["ErrorEquals"] == ["Lambda.TooManyRequestsException"] for task in called)


def test_the_machine_is_express_encrypted_traced_and_logs_no_data(stack: dict[str, Any]) -> None:
    (machine,) = stack["resource"]["aws_sfn_state_machine"].values()
    assert machine["type"] == "EXPRESS"
    assert machine["encryption_configuration"]["type"] == "CUSTOMER_MANAGED_KMS_KEY"
    assert machine["encryption_configuration"]["kms_key_id"].startswith("${aws_kms_key.keys_transactions-key")
    assert machine["tracing_configuration"] == {"enabled": True}
    assert machine["logging_configuration"]["include_execution_data"] is False
    assert machine["logging_configuration"]["log_destination"].endswith(".arn}:*")


def test_the_card_token_is_stored_but_published_nowhere(states: States) -> None:
    (event,) = states["PublishEvent"]["Parameters"]["Entries"]
    marker, row = (item["Put"]["Item"] for item in states["StoreTransaction"]["Parameters"]["TransactItems"])
    assert "card_token.$" not in event["Detail"]
    assert "card_token" in row
    assert "card_token" not in marker
