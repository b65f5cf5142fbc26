"""What is written in a box: a name and a few facts, each read from the resources that the box stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from gate.diagram.kinds import ALIAS, API, BOXES, BUS, FOLDED, MACHINE, WEB_ACL, kind_of
from policies.core.expressions import references
from policies.core.resources import Resource, strings_in

# Between the words of a name, until lines are broken.
UNBROKEN = "\N{NO-BREAK SPACE}"
# The resources that a box stands for, by type.
Members = Mapping[str, Sequence[Resource]]


def names(type_: str, members: Members) -> tuple[str, ...]:
    """The names that AWS knows the resources by, or how many there are."""
    own, noun = members[type_], kind_of(type_).noun
    return (_counted(len(own), noun),) if noun else tuple(_name(resource) for resource in members.get(ALIAS, own))


def _name(resource: Resource) -> str:
    """Of a path such as `/fraud-detection/ml-model-endpoint`, what follows the system's name."""
    keys = ("name", "function_name", "dashboard_name")
    name = next((value for key in keys if isinstance(value := resource.get(key), str)), resource.name)
    return name.removeprefix("alias").strip("/").partition("/")[2] or name


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def services(types: Iterable[str]) -> str:
    """The services of these types, without the name of their maker."""
    shown = {FOLDED.get(type_, type_) for type_ in types} & BOXES.keys()
    short = (BOXES[type_].service.removeprefix("AWS ").removeprefix("Amazon ") for type_ in shown)
    return ", ".join(sorted(name.replace(" ", UNBROKEN) for name in short))


def details(type_: str, members: Members) -> tuple[str, ...]:
    """The lines below the name."""
    return tuple(DETAILS[type_](members)) if type_ in DETAILS else ()


def _web_acl(members: Members) -> Iterator[str]:
    rules = [rule.get("statement") for acl in members[WEB_ACL] for rule in acl.blocks("rule")]
    kinds = {"rate_based_statement": "rate-based rule", "managed_rule_group_statement": "managed rule group"}
    for kind, noun in kinds.items():
        yield _counted(sum(isinstance(rule, Mapping) and kind in rule for rule in rules), noun)


def _api(members: Members) -> Iterator[str]:
    places = {resource.address: resource for resource in members.get("aws_api_gateway_resource", ())}
    for method in members.get("aws_api_gateway_method", ()):
        by_key = ", by API key" if method.get("api_key_required") is True else ""
        yield f"{method.get('http_method')} {_path(method, places) or '/'}{by_key}"
    plans = members.get("aws_api_gateway_usage_plan", ())
    for rate in dict.fromkeys(plan.get("throttle_settings", "rate_limit") for plan in plans):
        yield f"{rate} requests a second per key"


def _path(part: Resource, places: Mapping[str, Resource]) -> str:
    """The path that a part of the API stands on, by what it refers to, from the root."""
    path, left = "", dict(places)
    while above := next((name for type_, name_, _ in part.references if (name := f"{type_}.{name_}") in left), None):
        # None is passed twice, whatever refers to itself.
        part = left.pop(above)
        path = f"/{part.get('path_part')}{path}"
    return path


def _machine(members: Members) -> Iterator[str]:
    return (f"{str(machine.get('type')).capitalize()} workflow" for machine in members[MACHINE])


def _function(members: Members) -> Iterator[str]:
    for function in members["aws_lambda_function"]:
        yield ", ".join((str(function.get("runtime")), *strings_in(function.get("architectures"))))


def _table(members: Members) -> Iterator[str]:
    if all(table.get("point_in_time_recovery", "enabled") is True for table in members["aws_dynamodb_table"]):
        yield "point-in-time recovery"


def _bus(members: Members) -> Iterator[str]:
    return (f"rule {rule.get('name')}" for rule in members.get("aws_cloudwatch_event_rule", ()))


def _alarms(members: Members) -> Iterator[str]:
    texts = [text for alarm in members["aws_cloudwatch_metric_alarm"] for text in strings_in(alarm.get("dimensions"))]
    yield f"on {services(type_ for text in texts for type_, _, _ in references(text))}"


def _log_groups(members: Members) -> Iterator[str]:
    days = {group.get("retention_in_days") for group in members["aws_cloudwatch_log_group"]}
    yield f"kept for {', '.join(sorted(map(str, days)))} days"


DETAILS: Mapping[str, Callable[[Members], Iterator[str]]] = {
    WEB_ACL: _web_acl,
    API: _api,
    MACHINE: _machine,
    "aws_lambda_function": _function,
    "aws_dynamodb_table": _table,
    BUS: _bus,
    "aws_cloudwatch_metric_alarm": _alarms,
    "aws_cloudwatch_log_group": _log_groups,
}
