"""A plan as Terraform shows and saves it, made from a judged file: the first, or one of a system that is there."""

import copy
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from gate.plan.judged import Judged
from gate.plan.left_to_aws import left_to_aws
from gate.provider.schema import Block, schema

REFERENCE = re.compile(r"\$\{(?:(aws_\w+\.[\w-]+)\.(\w+)|var\.(\w+))\}")
VARIABLES = {"account_id": "123456789012", "alert_email": "a@example.com", "alert_phone": "+12025550123"}
VARIABLES |= {"operations_email": "o@example.com"}
EPHEMERAL = ("ml_model_endpoint", "email_template", "sms_template")
LOCK = b"the lock"
LATER = object()
Plan = dict[str, Any]


def judged(stack: Mapping[str, Any], name: str = "fraud-detection") -> Judged:
    return Judged(name, json.dumps(stack).encode(), LOCK)


def saved(what: Judged, **changed: bytes) -> bytes:
    """The archive; names in `changed` have dashes for slashes."""
    files = {
        "tfplan": b"the plan",
        "tfstate": b"{}",
        "tfconfig/m-/cdk.tf.json": what.file,
        "tfconfig/modules.json": b'[{"Key":"","Dir":"m-"}]',
        ".terraform.lock.hcl": what.lock,
    } | changed
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def first(stack: Mapping[str, Any]) -> Plan:
    """The plan for an empty account, where what AWS will give is unknown."""
    return _plan(stack, given={})


def again(stack: Mapping[str, Any]) -> Plan:
    """The plan for an account in which all is there, as the file says."""
    return _plan(stack, given=_given(stack))


def change(plan: Plan, address: str) -> dict[str, Any]:
    """What becomes of one resource."""
    found: dict[str, Any] = next(each["change"] for each in plan["resource_changes"] if each["address"] == address)
    return found


def there(plan: Plan, place: str, **values: Any) -> None:
    """Has a resource these values already, so that the plan leaves them as they are."""
    for side in ("before", "after"):
        change(plan, place)[side] |= values


def address(stack: Mapping[str, Any], type_: str, **having: Any) -> str:
    """The address of the first resource of a type that has these attributes."""
    blocks = stack["resource"][type_].items()
    return next(f"{type_}.{name}" for name, body in blocks if having.items() <= body.items())


def _given(stack: Mapping[str, Any]) -> dict[str, str]:
    """What AWS gives each resource that another refers to, by reference."""
    written = set(REFERENCE.findall(json.dumps(stack["resource"]) + json.dumps(stack.get("output", {}))))
    given = {}
    for place, attribute, _ in written:
        type_, _, name = place.partition(".")
        if place and stack["resource"][type_][name].get(attribute) is None:
            arn = f"arn:aws:any:us-east-1:{VARIABLES['account_id']}:{name}"
            given[f"{place}.{attribute}"] = arn if attribute.endswith("arn") else f"{attribute}-of-{name}"
    return given


def _plan(stack: Mapping[str, Any], given: Mapping[str, str]) -> Plan:
    tags = dict(stack["provider"]["aws"][0]["default_tags"][0]["tags"])
    changes = [
        _change(stack, type_, name, given, tags) for type_, blocks in stack["resource"].items() for name in blocks
    ]
    outputs = {name: _output(_value(output["value"], stack, given)) for name, output in stack.get("output", {}).items()}
    return {
        "format_version": "1.2",
        "errored": False,
        "complete": True,
        "variables": {name: {"value": value} for name, value in VARIABLES.items()},
        "resource_changes": changes,
        "output_changes": outputs,
    }


def _output(value: Any) -> dict[str, Any]:
    if value is LATER:
        return {"actions": ["create"], "after_unknown": True}
    return {"actions": ["no-op"], "after": value, "after_unknown": False}


def _change(
    stack: Mapping[str, Any], type_: str, name: str, given: Mapping[str, str], tags: Mapping[str, str]
) -> dict[str, Any]:
    place, block = f"{type_}.{name}", schema().types[type_]
    values = _block(stack["resource"][type_][name], block, stack, given)
    values = _defaults(type_) | values
    if "tags_all" in block.arguments:
        values["tags_all"] = dict(tags)
    own = {key.rpartition(".")[2]: value for key, value in given.items() if key.startswith(f"{place}.")}
    values |= own if given else dict.fromkeys(_referred(stack, place) - values.keys(), LATER)
    if given and type_ == "aws_lambda_function":
        values["code_sha256"] = values["source_code_hash"]
    after, unknown = _known(values), _unknown(values)
    before = copy.deepcopy(after) if given else None
    actions = ["no-op"] if given else ["create"]
    change_ = {"actions": actions, "before": before, "after": after, "after_unknown": unknown}
    return {"address": place, "mode": "managed", "type": type_, "name": name, "change": change_}


def _defaults(type_: str) -> dict[str, Any]:
    """What the provider plans for the arguments of a type that nobody writes."""
    paths = ((path.split("."), value) for path, (value,) in left_to_aws().planned.items())
    return {path[1]: value for path, value in paths if path[0] == type_ and len(path) == 2}


def _referred(stack: Mapping[str, Any], place: str) -> set[str]:
    text = json.dumps(stack["resource"]) + json.dumps(stack.get("output", {}))
    return {"id"} | {attribute for other, attribute, _ in REFERENCE.findall(text) if other == place}


def _block(body: Mapping[str, Any], block: Block, stack: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in body.items():
        if key in block.arguments:
            values[key] = _value(value, stack, given)
        elif key in block.nested:
            items = value if isinstance(value, list) else [value]
            values[key] = [_block(item, block.nested[key].block, stack, given) for item in items]
    if "metric_transformation" in body:
        for item in values["metric_transformation"]:
            item.setdefault("unit", "None")
    return values


def _value(value: Any, stack: Mapping[str, Any], given: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _value(item, stack, given) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item, stack, given) for item in value]
    if not isinstance(value, str):
        return value
    parts = [_referenced(found, stack, given) for found in REFERENCE.findall(value)]
    if LATER in parts:
        return LATER
    if None in parts:
        return None
    left = iter(parts)
    return REFERENCE.sub(lambda _: str(next(left)), value).replace("$${", "${").replace("%%{", "%{")


def _referenced(found: tuple[str, str, str], stack: Mapping[str, Any], given: Mapping[str, str]) -> Any:
    place, attribute, variable = found
    if variable:
        return VARIABLES.get(variable)
    type_, _, name = place.partition(".")
    written = stack["resource"][type_][name].get(attribute)
    if written is not None:
        return _value(written, stack, given)
    return given.get(f"{place}.{attribute}", LATER)


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items() if item is not LATER}
    return [_known(item) if item is not LATER else None for item in value] if isinstance(value, list) else value


def _unknown(value: Any) -> Any:
    if value is LATER:
        return True
    if isinstance(value, dict):
        return {key: _unknown(item) for key, item in value.items() if item is LATER or isinstance(item, dict | list)}
    return [_unknown(item) for item in value] if isinstance(value, list) else False


def leaves(value: Any, steps: tuple[Any, ...] = ()) -> Iterable[tuple[tuple[Any, ...], Any]]:
    """Every value that holds no other, with the steps to it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*steps, number))
    else:
        yield steps, value
