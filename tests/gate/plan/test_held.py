"""A plan is held to the judged file: what was planned is what was judged, value for value, or it is refused by name."""

import base64
import copy
import hashlib
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gate.criteria import read_criteria
from gate.plan.broken import BrokenPlan
from gate.plan.held import Held, hold
from gate.plan.judged_again import Criteria
from gate.plan.known import Unknown
from gate.plan.losses import LOST, Allowance
from gate.plan.partly_known import fits
from gate.plan.saved import SavedPlan
from gate.plan.shown import read
from gate.toml_file import toml
from policies.core.rulebook import rulebook
from tests.gate.plan.simulated import VARIABLES, Plan, address, again, change, first, judged, leaves, saved, there

TODAY = date(2026, 11, 28)
SAMPLE = 60
OTHER_CODE = base64.b64encode(hashlib.sha256(b"another bundle").digest()).decode()
Stack = dict[str, Any]


def held(stack: Stack, plan: Plan, *allowances: Allowance) -> Held:
    what = judged(stack)
    criteria = Criteria(read_criteria().policies, read_criteria().calls, allowances, TODAY)
    return hold(SavedPlan.read(saved(what)), read(json.dumps(plan)), what, criteria)


def refusals(stack: Stack, plan: Plan) -> list[str]:
    """The refusals, without the remedy."""
    return [line.split(";")[0] for line in held(stack, plan).refusals]


def test_a_first_plan_is_what_the_judged_file_says_and_lists_what_is_known_later(stack: Stack) -> None:
    found = held(stack, first(stack))
    assert found.refusals == ()
    count = sum(map(len, stack["resource"].values()))
    assert found.actions == {"create": count}
    attributes = {(each.address.split(".")[0], each.attribute) for each in found.later}
    assert ("aws_iam_role_policy", "policy") in attributes
    assert ("aws_sfn_state_machine", "definition") in attributes


def test_a_plan_of_a_system_that_is_there_has_nothing_to_do_and_knows_all(stack: Stack) -> None:
    found = held(stack, again(stack))
    assert (found.refusals, found.later) == ((), ())
    assert found.actions == {"no change": sum(map(len, stack["resource"].values()))}


@pytest.mark.parametrize("make", [first, again])
def test_any_planned_value_that_was_altered_is_named(stack: Stack, make: Any) -> None:
    plan = make(stack)
    places = [
        (number, steps, value)
        for number, each in enumerate(plan["resource_changes"])
        for steps, value in leaves(each["change"]["after"])
        if value is not None
    ]
    for number, steps, value in random.Random(19).sample(places, SAMPLE):  # noqa: S311 - no secret
        altered = plan | {"resource_changes": [*plan["resource_changes"]]}
        entry = altered["resource_changes"][number] = copy.deepcopy(plan["resource_changes"][number])
        _put(entry["change"]["after"], steps, _other(value))
        entry["change"]["actions"] = ["create"] if make is first else ["update"]
        place = f"{entry['address']}.{steps[0]}"
        lines = _compared(stack, altered)
        assert any(line.startswith(place) for line in lines), (place, steps, value, lines[:3])


def _compared(stack: Stack, plan: Plan) -> list[str]:
    """As `held`, by no policies, which take long."""
    what = judged(stack)
    criteria = Criteria((), (), (), TODAY)
    return list(hold(SavedPlan.read(saved(what)), read(json.dumps(plan)), what, criteria).refusals)


def _put(value: Any, steps: tuple[Any, ...], new: Any) -> None:
    for step in steps[:-1]:
        value = value[step]
    value[steps[-1]] = new


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value}x" if isinstance(value, str) else "x"


def test_a_value_that_nobody_writes_is_named(stack: Stack) -> None:
    plan = again(stack)
    topic = address(stack, "aws_sns_topic")
    there(plan, topic, http_failure_feedback_role_arn="arn:aws:iam::123456789012:role/other")
    assert f"{topic}.http_failure_feedback_role_arn: is in the plan, and the judged file does not write it" in refusals(
        stack, plan
    )


@pytest.mark.parametrize(
    ("type_", "path", "defaults", "others"),
    [
        ("aws_api_gateway_rest_api", "endpoint_configuration.ip_address_type", ["ipv4", ""], ["dualstack"]),
        ("aws_cloudwatch_metric_alarm", "evaluate_low_sample_count_percentiles", ["evaluate", ""], ["ignore"]),
        ("aws_dynamodb_table", "point_in_time_recovery.recovery_period_in_days", [35, 0, None], [1, 34]),
        ("aws_lambda_function", "logging_config.application_log_level", ["INFO", ""], ["FATAL", "DEBUG"]),
        ("aws_lambda_function", "logging_config.system_log_level", ["INFO", ""], ["WARN"]),
        ("aws_sns_topic", "signature_version", [1, 0], [2]),
        ("aws_sns_topic", "tracing_config", ["PassThrough", ""], ["Active"]),
        ("aws_sns_topic_subscription", "filter_policy_scope", ["MessageAttributes", ""], ["MessageBody"]),
        ("aws_cloudwatch_event_rule", "is_enabled", [True, None], [False]),
    ],
)
def test_what_aws_fills_in_is_its_documented_default_and_nothing_else(
    stack: Stack, type_: str, path: str, defaults: list[Any], others: list[Any]
) -> None:
    plan, steps = again(stack), path.split(".")
    blocks = stack["resource"][type_].items()
    place = next(f"{type_}.{name}" for name, body in blocks if _unwritten(body, steps))
    for value in [*defaults, *others]:
        for side in ("before", "after"):
            holder = change(plan, place)[side]
            for step in steps[:-1]:
                (holder,) = holder[step]
            holder[steps[-1]] = value
        lines = [line.split(":")[0] for line in _compared(stack, plan)]
        assert lines == ([] if value in defaults else [f"{place}.{path}"]), value


def _unwritten(body: Any, steps: list[str]) -> bool:
    for step in steps[:-1]:
        body = body[step][0] if isinstance(body[step], list) else body[step]
    return steps[-1] not in body


def test_a_policy_that_somebody_put_at_a_role_by_hand_is_named(stack: Stack) -> None:
    plan = again(stack)
    policy = address(stack, "aws_iam_role_policy")
    own = change(plan, policy)["after"]
    role = address(stack, "aws_iam_role", name=_name_of(stack, own["role"]))
    inline = [{"name": own["name"], "policy": own["policy"]}]
    there(plan, role, inline_policy=[*inline, {"name": "by-hand", "policy": own["policy"]}])
    assert f"{role}.inline_policy: is in the plan, and the judged file does not write it" in refusals(stack, plan)


def test_a_policy_of_a_role_that_is_only_known_later_is_at_the_role_as_it_was(stack: Stack) -> None:
    plan = again(stack)
    policy = address(stack, "aws_iam_role_policy")
    made = change(plan, policy)
    role = address(stack, "aws_iam_role", name=_name_of(stack, made["after"]["role"]))
    there(plan, role, inline_policy=[{"name": made["after"]["name"], "policy": made["after"]["policy"]}])
    there(plan, policy, role=change(plan, role)["after"]["name"])
    made["actions"] = ["update"]
    del made["after"]["policy"]
    made["after_unknown"]["policy"] = True
    assert not [line for line in refusals(stack, plan) if "inline_policy" in line]


def _name_of(stack: Stack, role: str) -> str:
    """The name of the role that is given by its id, `id-of-NAME`."""
    return str(stack["resource"]["aws_iam_role"][role.removeprefix("id-of-")]["name"])


def test_a_value_that_is_hidden_until_after_apply_is_named(stack: Stack) -> None:
    plan = first(stack)
    table = address(stack, "aws_dynamodb_table")
    made = change(plan, table)
    made["after"].pop("deletion_protection_enabled")
    made["after_unknown"]["deletion_protection_enabled"] = True
    assert refusals(stack, plan) == [
        f"{table}.deletion_protection_enabled: is known only after apply, though the judged file says what it is"
    ]


def test_an_identity_that_is_known_before_aws_gave_it_is_named(stack: Stack) -> None:
    plan = first(stack)
    key = _key(stack, "transactions")
    made = change(plan, key)
    made["after"]["arn"], made["after_unknown"]["arn"] = "arn:aws:kms:us-east-1:123456789012:key/another", False
    assert f"{key}.arn: is for AWS to give, and the plan has another than AWS gave" in refusals(stack, plan)


def test_an_identity_that_was_not_there_before_is_named(stack: Stack) -> None:
    plan = again(stack)
    key = _key(stack, "transactions")
    own, stranger = change(plan, key)["after"]["arn"], "arn:aws:kms:us-east-1:123456789012:key/stranger"
    plan = json.loads(json.dumps(plan).replace(own, stranger))
    del change(plan, key)["before"]["arn"]
    change(plan, key)["actions"] = ["update"]
    assert f"{key}.arn: is for AWS to give, and the plan has another than AWS gave" in refusals(stack, plan)


def test_null_in_a_document_says_something(stack: Stack) -> None:
    plan = again(stack)
    machine = address(stack, "aws_sfn_state_machine")
    definition = json.loads(change(plan, machine)["after"]["definition"])
    next(iter(definition["States"].values()))["InputPath"] = None
    there(plan, machine, definition=json.dumps(definition))
    assert refusals(stack, plan) == [f"{machine}.definition: is another in the plan than in the judged file"]


def test_a_block_that_says_all_by_being_there_is_named(stack: Stack) -> None:
    plan = again(stack)
    firewall = address(stack, "aws_wafv2_web_acl")
    (action,) = change(plan, firewall)["after"]["default_action"]
    other = "block" if "allow" in action else "allow"
    there(plan, firewall, default_action=[{**action, other: [{}]}])
    assert refusals(stack, plan) == [
        f"{firewall}.default_action.{other}: is in the plan, and the judged file does not write it"
    ]


def test_a_resource_more_or_less_is_named(stack: Stack) -> None:
    plan = first(stack)
    (gone, *rest) = [each for each in plan["resource_changes"] if each["type"] == "aws_cloudwatch_metric_alarm"]
    plan["resource_changes"].remove(gone)
    plan["resource_changes"].append(rest[0] | {"address": "aws_cloudwatch_metric_alarm.more"})
    assert set(refusals(stack, plan)) == {
        f"{gone['address']}: is in the judged file, and the plan does not make it",
        "aws_cloudwatch_metric_alarm.more: is in the plan, and not in the judged file",
    }


def test_a_secret_that_is_never_to_be_written_down_is_named_where_the_plan_holds_it(stack: Stack) -> None:
    plan = first(stack)
    parameter = address(stack, "aws_ssm_parameter")
    change(plan, parameter)["after"]["value_wo"] = "the secret"
    lines = refusals(stack, plan)
    assert lines == [f"{parameter}.value_wo: is in the plan, and the judged file does not write it"]
    assert "the secret" not in "".join(held(stack, plan).refusals)


def test_a_key_that_leads_to_one_of_another_class_is_refused_by_the_policy_that_says_so(stack: Stack) -> None:
    plan = again(stack)
    logs, transactions = (_key(stack, name) for name in ("logs", "transactions"))
    stolen = change(plan, logs)["after"]["arn"]
    text = json.dumps(plan).replace(change(plan, transactions)["after"]["arn"], stolen)
    lines = held(stack, json.loads(text)).refusals
    assert any(line.startswith(f"${{{transactions}.arn}}: is ${{{logs}.arn}} in the plan") for line in lines)
    by_policy = [line for line in lines if ": as planned, " in line]
    assert by_policy
    known = {policy.id for policy in rulebook()}
    assert {line.rpartition("[")[2].rstrip("]") for line in by_policy} <= known
    assert any("table" in line for line in by_policy)


def test_a_key_of_another_account_is_refused_by_the_policy_that_says_so(stack: Stack) -> None:
    plan = again(stack)
    transactions = _key(stack, "transactions")
    own = change(plan, transactions)["after"]["arn"]
    foreign = own.replace(VARIABLES["account_id"], "999999999999")
    lines = held(stack, json.loads(json.dumps(plan).replace(own, foreign))).refusals
    other = "that of another account or region"
    assert any(line.startswith(f"${{{transactions}.arn}}: is {other} in the plan") for line in lines)
    assert any(": as planned, " in line for line in lines)
    assert not [line for line in lines if "999999999999" in line]


def test_what_two_blocks_write_themselves_is_no_identity(stack: Stack) -> None:
    plan, blocks = again(stack), stack["resource"]["aws_cloudwatch_event_target"]
    places = [f"aws_cloudwatch_event_target.{name}" for name in blocks]
    assert len(places) > 1
    there(plan, places[1], arn=change(plan, places[0])["after"]["arn"])
    # Beside something that does lead elsewhere, without which nothing is said.
    own = change(plan, _key(stack, "transactions"))["after"]["arn"]
    other = json.loads(json.dumps(plan).replace(own, own.replace(VARIABLES["account_id"], "999999999999")))
    led = [line for line in held(stack, other).refusals if "no other resource may be taken for it" in line]
    assert led
    assert not [line for line in led if line.startswith("${aws_cloudwatch_event_target.")]


def _key(stack: Stack, name: str) -> str:
    """The address of the key with this alias."""
    aliases = stack["resource"]["aws_kms_alias"].values()
    target = next(alias["target_key_id"] for alias in aliases if alias["name"].endswith(f"/{name}"))
    return str(target).removeprefix("${").rpartition(".")[0]


@pytest.mark.parametrize(
    ("actions", "verb"),
    [(["delete"], "destroys"), (["delete", "create"], "replaces"), (["create", "delete"], "replaces")],
)
def test_a_table_that_is_destroyed_or_replaced_is_refused_until_somebody_answers_for_it(
    stack: Stack, actions: list[str], verb: str
) -> None:
    plan = again(stack)
    table = address(stack, "aws_dynamodb_table")
    change(plan, table)["actions"] = actions
    lost = f"{table}: the plan {verb} it, and with it its rows"
    assert lost in refusals(stack, plan)
    allowed = Allowance("fraud-detection", table, "platform", "T-1", "it is empty", date(2026, 11, 28))
    assert not [line for line in held(stack, plan, allowed).refusals if "its rows" in line]
    late = Allowance("fraud-detection", table, "platform", "T-1", "it is empty", date(2026, 11, 27))
    other = Allowance("account", table, "platform", "T-1", "it is empty", date(2026, 11, 28))
    assert [line for line in held(stack, plan, late, other).refusals if "its rows" in line]


def test_a_key_that_a_client_has_is_lost_with_it(stack: Stack) -> None:
    plan, key = again(stack), address(stack, "aws_api_gateway_api_key")
    change(plan, key)["actions"] = ["delete", "create"]
    assert f"{key}: the plan replaces it, and with it the key that its client has" in refusals(stack, plan)


def test_what_is_of_a_type_that_nobody_has_reviewed_is_not_destroyed(stack: Stack) -> None:
    plan = again(stack)
    plan["resource_changes"].append(_destroyed("aws_kinesis_stream.more"))
    assert refusals(stack, plan) == [
        "aws_kinesis_stream.more: the plan destroys it, and with it whatever it holds, of which gate/plan/losses.toml "
        "says nothing"
    ]


@pytest.mark.parametrize("type_", ["aws_lambda_function", "aws_iam_role", "aws_lambda_permission"])
def test_what_holds_nothing_may_be_destroyed_and_is_named(stack: Stack, type_: str) -> None:
    plan = again(stack)
    plan["resource_changes"].append(_destroyed(f"{type_}.more"))
    found = held(stack, plan)
    assert (found.refusals, found.ended) == ((), (f"destroy: {type_}.more",))


def test_of_each_type_that_is_deployed_it_is_said_whether_it_holds_anything(synthesized: Path) -> None:
    table = toml(LOST)
    types = {
        type_
        for file in synthesized.parent.parent.glob("*/cdk.tf.json")
        for type_ in json.loads(file.read_bytes())["resource"]
    }
    assert len(types) > 40
    assert types <= {*table["lost"], *table["nothing"]}
    assert not {*table["lost"]} & {*table["nothing"]}


def _destroyed(place: str) -> dict[str, Any]:
    gone = {"actions": ["delete"], "before": {"name": "x"}, "after": None, "after_unknown": False}
    return {"address": place, "mode": "managed", "type": place.partition(".")[0], "change": gone}


def test_what_was_left_over_of_a_table_is_data_too(stack: Stack) -> None:
    plan = again(stack)
    table = address(stack, "aws_dynamodb_table")
    plan["resource_changes"].append(_destroyed(table) | {"deposed": "8a7b6c5d"})
    assert refusals(stack, plan) == [f"{table}, what was left over of it: the plan destroys it, and with it its rows"]


def test_code_that_somebody_put_into_a_function_by_hand_is_named_with_what_undoes_it(stack: Stack) -> None:
    plan, function = again(stack), address(stack, "aws_lambda_function")
    body = stack["resource"]["aws_lambda_function"][function.partition(".")[2]]
    there(plan, function, code_sha256=OTHER_CODE)
    lines = held(stack, plan).refusals
    assert lines == (
        f"{function}.code_sha256: its code is another than was judged, and Terraform does not see that; put the judged "
        f"code there again, `aws lambda update-function-code --function-name {body['function_name']} --zip-file "
        f"fileb://cdktf.out/stacks/fraud-detection/{body['filename']}`, and plan again",
    )
    change(plan, function)["actions"] = ["update"]
    assert held(stack, plan).refusals == lines


def test_code_of_which_nothing_is_known_is_named_too(stack: Stack) -> None:
    plan, function = again(stack), address(stack, "aws_lambda_function")
    there(plan, function, code_sha256=None)
    assert [line for line in refusals(stack, plan) if line.startswith(f"{function}.code_sha256: its code is another")]


def test_code_that_the_plan_replaces_may_be_any(stack: Stack) -> None:
    plan, function = again(stack), address(stack, "aws_lambda_function")
    there(plan, function, code_sha256=OTHER_CODE)
    change(plan, function)["actions"] = ["update"]
    change(plan, function)["before"]["source_code_hash"] = OTHER_CODE
    assert refusals(stack, plan) == []


def test_an_output_that_says_something_else_is_named(stack: Stack) -> None:
    plan = again(stack)
    name = next(iter(plan["output_changes"]))
    plan["output_changes"][name]["after"] = "https://elsewhere.example"
    assert refusals(stack, plan) == [f"output.{name}: is another in the plan than in the judged file"]


def test_an_output_that_is_only_known_later_is_not_known_before(stack: Stack) -> None:
    plan = first(stack)
    name = next(name for name, output in plan["output_changes"].items() if output["after_unknown"] is True)
    for text in ("Unknown.LATER", "https://elsewhere.example"):
        plan["output_changes"][name] |= {"after": text, "after_unknown": False}
        assert refusals(stack, plan) == [f"output.{name}: is another in the plan than in the judged file"]


@pytest.mark.parametrize("action", ["create", "update", "no-op"])
def test_what_was_left_over_may_only_be_destroyed(stack: Stack, action: str) -> None:
    plan = again(stack)
    entry = _destroyed("aws_iam_user.more") | {"deposed": "8a7b6c5d"}
    entry["change"]["actions"] = [action]
    plan["resource_changes"].append(entry)
    with pytest.raises(BrokenPlan, match=r"aws_iam_user\.more: what was left over of it is to be destroyed"):
        read(json.dumps(plan))


def test_what_is_said_not_to_change_does_not(stack: Stack) -> None:
    table = address(stack, "aws_dynamodb_table")
    for side, value in (("before", {"deletion_protection_enabled": False}), ("after_unknown", {"arn": True})):
        plan = again(stack)
        change(plan, table)[side] |= value
        with pytest.raises(BrokenPlan, match="is said not to change, and is another afterwards"):
            read(json.dumps(plan))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"errored": True}, "is not of the whole stack"),
        ({"complete": False}, "is not of the whole stack"),
        ({"complete": 1}, "is not of the whole stack"),
        ({"format_version": "2.0"}, "in a format that the gate does not know"),
        ({"resource_changes": [{"address": "a.b"}]}, "terraform shows no plan"),
    ],
)
def test_a_plan_that_is_none_of_the_whole_stack_is_refused(stack: Stack, changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(BrokenPlan, match=reason):
        read(json.dumps(first(stack) | changed))


@pytest.mark.parametrize("name", ["deferred_changes", "action_invocations", "what_a_later_terraform_adds"])
def test_what_the_gate_does_not_read_is_refused_unless_it_is_empty(stack: Stack, name: str) -> None:
    nothing: tuple[object, ...] = ([], {}, None)
    for empty in nothing:
        read(json.dumps(first(stack) | {name: empty}))
    for value in ([{"address": "aws_iam_role.more"}], {"a": 1}, True):
        with pytest.raises(BrokenPlan, match=f"has {name}, which the gate does not know"):
            read(json.dumps(first(stack) | {name: value}))


def test_a_reason_is_said_once(stack: Stack) -> None:
    plan = first(stack)
    plan["resource_changes"].append(plan["resource_changes"][0])
    with pytest.raises(BrokenPlan) as refused:
        read(json.dumps(plan))
    assert str(refused.value) == "changes one resource twice"


def test_an_address_of_several_lines_is_said_in_one(stack: Stack) -> None:
    plan = first(stack)
    plan["resource_changes"][0] |= {"address": "aws_sqs_queue.a\n::error::b", "previous_address": "aws_sqs_queue.c"}
    with pytest.raises(BrokenPlan) as refused:
        read(json.dumps(plan))
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("inline", [["x"], 7, [["x"]], {"a": 1}])
def test_a_value_of_a_shape_that_no_provider_shows_is_refused_in_a_line(stack: Stack, inline: Any) -> None:
    plan, role = again(stack), address(stack, "aws_iam_role")
    there(plan, role, inline_policy=inline)
    said: list[str] = []
    try:
        said = refusals(stack, plan)
    except BrokenPlan as error:
        said = str(error).splitlines()
    assert len(said) == 1


def test_a_list_of_which_an_item_is_known_in_part_is_no_fit() -> None:
    written = [{"a": Unknown.LATER, "b": "c"}]
    assert not fits(written, [{"b": "c"}], [{"a": True}])


@pytest.mark.parametrize("actions", [[], ["read"], ["forget"], ["create", "update"]])
def test_an_action_that_nobody_knows_is_refused(stack: Stack, actions: list[str]) -> None:
    plan = first(stack)
    plan["resource_changes"][0]["change"]["actions"] = actions
    with pytest.raises(BrokenPlan, match="is no action that the gate knows"):
        read(json.dumps(plan))


def test_a_resource_that_is_imported_moved_read_or_planned_twice_is_refused(stack: Stack) -> None:
    for changed in ({"mode": "data"}, {"previous_address": "aws_sqs_queue.x"}):
        plan = first(stack)
        plan["resource_changes"][0] |= changed
        with pytest.raises(BrokenPlan, match=r"is read and not managed|is imported or moved"):
            read(json.dumps(plan))
    plan = first(stack)
    plan["resource_changes"][0]["change"]["importing"] = {"id": "x"}
    with pytest.raises(BrokenPlan, match="is imported"):
        read(json.dumps(plan))
    plan = first(stack)
    plan["resource_changes"].append(plan["resource_changes"][0])
    with pytest.raises(BrokenPlan, match="twice"):
        read(json.dumps(plan))


@pytest.mark.parametrize("unknown", [{}, {"tags_all": {"Added": True}}], ids=["nothing", "a part of one"])
def test_an_update_of_which_no_whole_attribute_is_seen_is_no_rest(stack: Stack, unknown: dict[str, Any]) -> None:
    plan, queue = again(stack), address(stack, "aws_sqs_queue")
    change(plan, queue)["actions"] = ["update"]
    change(plan, queue)["after_unknown"] |= unknown
    found = held(stack, plan)
    assert found.actions["update"] == 1
    assert not found.changes_nothing
