"""The parts are wired to each other: what comes in at the API goes all the way, and what goes wrong reaches someone."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import pytest

from policies.aws.asl import COUNT, KEEP, MACHINE, PUBLISH, READ, REMEMBER, SETTLE, WRITE, at, calling, invoking, items
from policies.aws.role_users import role_of, running_as
from policies.aws.start_execution import started_by
from policies.core.resources import Resource
from policies.core.stack import Stack

FUNCTIONS = ("transaction-validator", "fraud-analyzer", "notification-sender")
# Where the workflow sends to: what it cannot finish, and what is throttled.
SENT_TO = frozenset({"transaction-dead-letters", "transaction-overflow"})
# What is read by more than one function.
ENDPOINT, BOTH = "/fraud-detection/ml-model-endpoint", {"fraud-analyzer", "transaction-drain"}
# By the path of the API, or the last part of it, the workflow behind it.
BEHIND = {
    "transaction": "transaction-processing",
    "transactions": "transaction-batches",
    "report": "transaction-reports",
    "{transaction_id}": "transaction-lookups",
}
Find = Callable[..., Resource]


def rights(role: Resource | None, stack: Stack) -> tuple[Resource, ...]:
    """The policies of a role."""
    return stack.pointing_at(role, "aws_iam_role_policy", "role") if role else ()


def may_reach(role: Resource | None, resource: Resource, stack: Stack) -> bool:
    """Whether a role's policies speak of a resource."""
    return any(each in stack.referring_to(resource) for each in rights(role, stack))


def places(resources: Iterable[Resource]) -> str:
    return ", ".join(each.place for each in resources)


def test_the_stage_serves_the_api_that_takes_transactions(stack: Stack, the: Find) -> None:
    path, stage = the("aws_api_gateway_resource", path_part="transaction"), the("aws_api_gateway_stage")
    assert path.get("rest_api_id") == stage.get("rest_api_id"), "the path /transaction is not of the stage's API"
    deployed = stack.resolve(stage.get("deployment_id"))
    assert deployed is the("aws_api_gateway_deployment"), "the stage does not serve the deployment"


@pytest.mark.parametrize("path", BEHIND)
def test_each_path_starts_its_workflow_and_may(path: str, stack: Stack, the: Find) -> None:
    name = BEHIND[path]
    workflow, place = the(MACHINE, name=name), the("aws_api_gateway_resource", path_part=path)
    integration = the("aws_api_gateway_integration", resource_id=f"${{{place.address}.id}}")
    assert started_by(integration, stack) is workflow, f"/{path} does not start {name}"
    assert may_reach(role_of(integration, stack), workflow, stack), f"the role behind /{path} may not start {name}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_workflow_calls_each_function_and_may(name: str, stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    assert invoking(workflow, stack, name), f"no state of the workflow calls {name}"
    role = stack.resolve(workflow.get("role_arn"))
    assert may_reach(role, the("aws_lambda_function", function_name=name), stack), f"its role may not call {name}"


def test_the_workflow_stores_in_the_table_and_may(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    table = the("aws_dynamodb_table", name="transactions")
    puts = [
        stack.resolve(at(item, "Put", "TableName") or at(item, "Update", "TableName"))
        for state in calling(workflow, WRITE).values()
        for item in items(at(state, "Parameters", "TransactItems"))
        if at(item, "Put") or at(item, "Update", "Key", "transaction_id")
    ]
    assert table in puts, "the workflow stores nothing in the table"
    assert all(each is table for each in puts), "the workflow stores in another table"
    assert may_reach(stack.resolve(workflow.get("role_arn")), table, stack), "the workflow's role may not store"


def test_the_workflow_reads_and_settles_in_the_table_that_it_stores_in(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    table = the("aws_dynamodb_table", name="transactions")
    settling = calling(workflow, SETTLE)
    assert settling, "the workflow settles nothing"
    for name, state in {**calling(workflow, READ), **settling}.items():
        assert stack.resolve(at(state, "Parameters", "TableName")) is table, f"{name} goes to another table"


def test_the_workflow_counts_in_the_histories_that_it_reads_and_may(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    histories = the("aws_dynamodb_table", name="card-histories")
    asked = [at(state, "Parameters", "RequestItems") for state in calling(workflow, REMEMBER).values()]
    read = [stack.resolve(table) for tables in asked if isinstance(tables, Mapping) for table in tables]
    counted = [stack.resolve(at(state, "Parameters", "TableName")) for state in calling(workflow, COUNT).values()]
    for state in calling(workflow, WRITE).values():
        written = items(at(state, "Parameters", "TransactItems"))
        updates = [at(item, "Update", "TableName") for item in written if at(item, "Update", "Key", "key")]
        counted += [stack.resolve(table) for table in updates if table]
    assert read, "the workflow remembers nothing"
    assert counted, "the workflow counts nothing"
    assert {*read, *counted} == {histories}, "the workflow reads or counts elsewhere"
    assert may_reach(stack.resolve(workflow.get("role_arn")), histories, stack), "the workflow's role may not read it"


def test_the_workflow_publishes_on_the_bus_that_the_rules_listen_to(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    published = {
        at(entry, "EventBusName")
        for state in calling(workflow, PUBLISH).values()
        for entry in items(at(state, "Parameters", "Entries"))
    }
    assert published, "the workflow publishes nothing"
    for rule in stack.of("aws_cloudwatch_event_rule"):
        assert rule.get("event_bus_name") in published, f"{rule.place} listens where nothing is published"


def test_what_the_workflow_cannot_finish_waits_in_a_queue(stack: Stack, the: Find) -> None:
    workflow = the(MACHINE, name="transaction-processing")
    queues = {name: the("aws_sqs_queue", name=name) for name in SENT_TO}
    sent = {name: stack.resolve(at(each, "Parameters", "QueueUrl")) for name, each in calling(workflow, KEEP).items()}
    for state, reached in sent.items():
        assert reached in queues.values(), f"{state} sends to another queue"
    for name, queue in queues.items():
        assert queue in sent.values(), f"the workflow sends nothing to {name}"
        assert may_reach(stack.resolve(workflow.get("role_arn")), queue, stack), f"its role may not send to {name}"


def test_what_is_throttled_goes_from_its_queue_back_into_the_workflow(stack: Stack, the: Find) -> None:
    queue, mapping = the("aws_sqs_queue", name="transaction-overflow"), the("aws_lambda_event_source_mapping")
    drain = the("aws_lambda_function", function_name="transaction-drain")
    assert stack.resolve(mapping.get("event_source_arn"), "arn") is queue, "what is throttled is handed to nobody"
    assert stack.resolve(mapping.get("function_name"), "arn") is drain, "the mapping hands it to another function"
    workflow = the(MACHINE, name="transaction-processing")
    started = stack.resolve(drain.get("environment", "variables", "WORKFLOW_ARN"), "arn")
    assert started is workflow, "the drain starts another workflow"
    role = stack.resolve(drain.get("role"))
    assert may_reach(role, queue, stack), "the drain may not take what is handed to it"
    assert may_reach(role, workflow, stack), "the drain may not start the workflow"


def test_the_drain_reads_the_histories_that_the_workflow_counts_in_and_may(stack: Stack, the: Find) -> None:
    histories = the("aws_dynamodb_table", name="card-histories")
    drain = the("aws_lambda_function", function_name="transaction-drain")
    read = stack.resolve(drain.get("environment", "variables", "HISTORIES_TABLE"), "name")
    assert read is histories, "the drain reads elsewhere"
    assert may_reach(stack.resolve(drain.get("role")), histories, stack), "the drain may not read histories"


def test_what_the_drain_cannot_decide_is_kept(stack: Stack, the: Find) -> None:
    overflow = the("aws_sqs_queue", name="transaction-overflow")
    kept = the("aws_sqs_queue", name="transaction-overflow-dead-letters")
    assert stack.resolve(overflow.get("redrive_policy", "deadLetterTargetArn")) is kept, "the overflow queue drops"


def test_each_rule_brings_what_it_catches_to_review(stack: Stack, the: Find) -> None:
    review = the("aws_sqs_queue", name="transaction-review")
    for rule in stack.of("aws_cloudwatch_event_rule"):
        targets = stack.pointing_at(rule, "aws_cloudwatch_event_target", "rule")
        reached = [stack.resolve(each.get("arn")) for each in targets]
        assert review in reached, f"{rule.place} brings nothing to the review queue"


def test_what_cannot_be_reviewed_is_kept(stack: Stack, the: Find) -> None:
    review = the("aws_sqs_queue", name="transaction-review")
    kept = the("aws_sqs_queue", name="transaction-review-dead-letters")
    assert stack.resolve(review.get("redrive_policy", "deadLetterTargetArn")) is kept, "the review queue drops"
    for target in stack.pointing_at(review, "aws_cloudwatch_event_target", "arn"):
        assert stack.resolve(target.get("dead_letter_config", "arn")) is kept, f"{target.place} drops"


def test_each_function_has_a_role_of_its_own(stack: Stack) -> None:
    functions = stack.of("aws_lambda_function")
    roles = [stack.resolve(each.get("role"), "arn") for each in functions]
    times = Counter(role.place for role in roles if role)
    for function, role in zip(functions, roles, strict=True):
        assert role is not None, f"{function.place} has no role of this stack"
        assert times[role.place] == 1, f"{function.place} shares its role"


def test_each_role_serves_one_part_and_says_what_it_may_do(stack: Stack) -> None:
    for role in stack.of("aws_iam_role"):
        serves = running_as(role, stack)
        assert len(serves) == 1, f"{role.place} serves {places(serves) or 'nobody'}"
        assert len(rights(role, stack)) == 1, f"{role.place} has {len(rights(role, stack))} policies"


def test_each_function_writes_to_a_log_group_of_its_own_and_may(stack: Stack) -> None:
    functions = stack.of("aws_lambda_function")
    groups = [stack.resolve(each.get("logging_config", "log_group"), "name") for each in functions]
    times = Counter(group.place for group in groups if group)
    for function, group in zip(functions, groups, strict=True):
        assert group is not None, f"{function.place} has no log group of this stack"
        assert times[group.place] == 1, f"{function.place} shares its log group"
        assert may_reach(stack.resolve(function.get("role")), group, stack), f"{function.place} may not write its logs"


def test_each_log_group_is_written_to(stack: Stack) -> None:
    # API Gateway finds its execution log by name; everything else refers to its group.
    silent = [
        each
        for each in stack.of("aws_cloudwatch_log_group")
        if not stack.referring_to(each) and not str(each.get("name")).startswith("API-Gateway-Execution-Logs_$")
    ]
    assert not silent, f"nothing writes to {places(silent)}"


def test_the_analyzer_is_told_where_its_endpoint_stands(stack: Stack, the: Find) -> None:
    endpoint = the("aws_ssm_parameter", name=ENDPOINT)
    analyzer = the("aws_lambda_function", function_name="fraud-analyzer")
    told = stack.resolve(analyzer.get("environment", "variables", "MODEL_ENDPOINT_PARAMETER"), "name")
    assert told is endpoint, "the analyzer is not told where its endpoint stands"
    assert may_reach(stack.resolve(analyzer.get("role")), endpoint, stack), "the analyzer may not read its endpoint"


def test_each_parameter_is_read_by_whom_it_is_for_and_may_be(stack: Stack) -> None:
    for parameter in stack.of("aws_ssm_parameter"):
        functions = (each for each in stack.referring_to(parameter) if each.type == "aws_lambda_function")
        readers = list({each.place: each for each in functions}.values())
        names = {reader.get("function_name") for reader in readers}
        agreed = names == BOTH if parameter.get("name") == ENDPOINT else len(names) == 1
        assert agreed, f"{parameter.place} is read by {places(readers) or 'nobody'}"
        for reader in readers:
            assert may_reach(stack.resolve(reader.get("role")), parameter, stack), f"{reader.place} may not read it"


def test_the_notifier_alerts_through_the_customers_topic_and_may(stack: Stack, the: Find) -> None:
    topic = the("aws_sns_topic", name="fraud-alerts")
    notifier = the("aws_lambda_function", function_name="notification-sender")
    assert stack.resolve(notifier.get("environment", "variables", "TOPIC_ARN"), "arn") is topic, "it alerts elsewhere"
    assert may_reach(stack.resolve(notifier.get("role")), topic, stack), "the notifier may not publish"


def test_each_alarm_rings_at_operations(stack: Stack, the: Find) -> None:
    operations = the("aws_sns_topic", name="operations")
    deaf = [
        alarm
        for alarm in stack.of("aws_cloudwatch_metric_alarm")
        if operations not in [stack.resolve(action) for action in items(alarm.get("alarm_actions"))]
    ]
    assert not deaf, f"operations does not hear {places(deaf)}"


def test_each_topic_is_heard(stack: Stack) -> None:
    unheard = [
        each
        for each in stack.of("aws_sns_topic")
        if not stack.pointing_at(each, "aws_sns_topic_subscription", "topic_arn")
    ]
    assert not unheard, f"nobody hears {places(unheard)}"


def test_the_firewall_stands_before_the_stage(stack: Stack, the: Find) -> None:
    association = the("aws_wafv2_web_acl_association")
    guarded, guard = (stack.resolve(association.get(key), "arn") for key in ("resource_arn", "web_acl_arn"))
    assert guarded is the("aws_api_gateway_stage"), "the firewall does not stand before the stage"
    assert guard is the("aws_wafv2_web_acl"), "what stands before the stage is not the firewall"


def test_each_client_key_has_a_plan_for_the_stage(stack: Stack, the: Find) -> None:
    stage = the("aws_api_gateway_stage")
    for key in stack.of("aws_api_gateway_api_key"):
        links = stack.pointing_at(key, "aws_api_gateway_usage_plan_key", "key_id")
        plans = [plan for each in links if (plan := stack.resolve(each.get("usage_plan_id")))]
        assert plans, f"{key.place} is in no usage plan"
        for plan in plans:
            reached = [stack.resolve(each.get("stage")) for each in plan.blocks("api_stages")]
            assert stage in reached, f"{plan.place} is not a plan for the stage"


def test_each_key_keeps_something(stack: Stack) -> None:
    idle = [
        key
        for key in stack.of("aws_kms_key")
        if all(each.type in ("aws_kms_alias", "aws_iam_role_policy") for each in stack.referring_to(key))
    ]
    assert not idle, f"nothing is encrypted with {places(idle)}"


def test_nothing_stands_apart_from_the_rest(stack: Stack) -> None:
    apart = [
        each
        for each in stack.resources
        if each.type.startswith("aws_")
        and not stack.referring_to(each)
        and not any(f"{type_}.{name}" in stack.by_address for type_, name, _ in each.references)
    ]
    assert not apart, f"nothing is wired to {places(apart)}"
