"""What the judged files need of the machine and the account, read from the files alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gate.regular_file import read
from policies.core.deployed_folder import FUNCTION, STACKS, SYNTHESIZED
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.resources import Resource
from policies.core.stack import Stack
from policies.core.strict_json import Json
from policies.core.terraform_file import Unreadable


class NoNeeds(ValueError):
    """The folder holds no synthesis that can be read; the message says why, in one line."""


@dataclass(frozen=True)
class Needs:
    """The stacks by their names, and what they say together."""

    stacks: Mapping[str, Stack]

    @classmethod
    def read(cls, output: Path) -> Needs:
        """Of an output folder of a synthesis; raises NoNeeds."""
        files = {name: output / STACKS / name / SYNTHESIZED for name in KNOWN_STACKS}
        if lacking := [name for name, file in files.items() if not file.is_file()]:
            raise NoNeeds(f"{output}: holds no stack {lacking[0]}; run `make gate`, or name the folder of a synthesis")
        needs = cls({name: _stack(files[name]) for name in sorted(files)})
        if needs.regions != {needs.region}:
            raise NoNeeds(f"{output}: its stacks name {len(needs.regions)} regions; run `make gate`")
        if unclear := [name for name, value in needs.reservations.items() if type(value) is not int]:
            raise NoNeeds(f"{output}: {unclear[0]} reserves no whole number of executions; run `make gate`")
        return needs

    def of(self, *types: str) -> tuple[Resource, ...]:
        """The blocks of these types in all stacks."""
        return tuple(resource for stack in self.stacks.values() for resource in stack.of(*types))

    @property
    def regions(self) -> frozenset[str]:
        return frozenset(str(provider.get("region")) for provider in self.of("provider"))

    @property
    def region(self) -> str:
        """The one in which all of them work."""
        return min(self.regions, default="")

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of those that one of them declares."""
        return tuple(sorted({variable.name for variable in self.of("variable")}))

    @property
    def reserved(self) -> Mapping[str, int]:
        """The executions that each function reserves, by the function's name."""
        return {name: value for name, value in self.reservations.items() if isinstance(value, int)}

    @property
    def reservations(self) -> Mapping[str, Json]:
        """What each function says of it, by the function's name."""
        return {
            str(function.get("function_name")): function.get("reserved_concurrent_executions")
            for function in self.of(FUNCTION)
        }

    @property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics with a subscription by mail."""
        topics = (
            stack.resolve(subscription.get("topic_arn"))
            for stack in self.stacks.values()
            for subscription in stack.having("aws_sns_topic_subscription", "protocol", "email")
        )
        return tuple(sorted({str(topic.get("name")) for topic in topics if topic}))

    @property
    def sends_sms(self) -> bool:
        """Whether a topic has a subscription by SMS."""
        return any(subscription.get("protocol") == "sms" for subscription in self.of("aws_sns_topic_subscription"))

    @property
    def rate(self) -> int:
        """Requests a second that all clients together may send."""
        plans = (plan.get("throttle_settings", "rate_limit") for plan in self.of("aws_api_gateway_usage_plan"))
        return sum(int(rate) for rate in plans if isinstance(rate, int | float))

    @property
    def spending_alarms(self) -> tuple[float, ...]:
        """Dollars a month for SMS at which an alarm goes off."""
        alarms = self.of("aws_cloudwatch_metric_alarm")
        found = (alarm.get("threshold") for alarm in alarms if alarm.get("metric_name") == "SMSMonthToDateSpentUSD")
        return tuple(float(threshold) for threshold in found if isinstance(threshold, int | float))

    def has(self, type_: str) -> bool:
        """Whether one of them has such a block."""
        return bool(self.of(type_))


def _stack(file: Path) -> Stack:
    try:
        return Stack.load(read(file))
    except (Unreadable, OSError) as error:
        raise NoNeeds(f"{file}: {error}; run `make gate`") from None
