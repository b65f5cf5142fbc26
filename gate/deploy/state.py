"""A state of Terraform's: which one it is, what it holds, and which of that is secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

VERSION = 4
# What Terraform marks as sensitive, in words; whatever else it marks is told too.
SECRETS: Mapping[tuple[str, str], str] = {
    ("aws_api_gateway_api_key", "value"): "a client's API key",
    ("aws_sns_topic_subscription", "endpoint"): "somebody's mail address or phone number",
    ("aws_ssm_parameter", "value"): "a parameter in clear",
}
UNNAMED = "marked as sensitive"
# Of some services it names no account, as of a bucket.
ARN = re.compile(r"arn:[^:]*:[^:]*:[^:]*:(?P<account>[^:]+):")
AWSS_OWN = "aws"


class BrokenState(ValueError):
    """The bytes are no state of Terraform's; the message says why, and holds nothing of them."""


@dataclass(frozen=True)
class State:
    """Two states are of one `lineage` if the one was made from the other; `serial` grows with each change.

    `held` are its resources and outputs, as text. `secrets` are the places of what Terraform marks as sensitive and
    that has a value, each with what it is; never the value. `accounts` are those that its resources' own ARNs name.
    """

    lineage: str
    serial: int
    resources: int
    held: str
    secrets: tuple[str, ...]
    accounts: frozenset[str]

    @classmethod
    def read(cls, data: bytes) -> State:
        """The state in these bytes; raises BrokenState."""
        try:
            return cls._of(json.loads(data))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise BrokenState(f"is no state of Terraform's in its format {VERSION}") from None

    @classmethod
    def _of(cls, content: Mapping[str, Any]) -> State:
        lineage, serial = content["lineage"], content["serial"]
        resources, outputs = list(content["resources"]), dict(content["outputs"])
        if content["version"] != VERSION or (type(lineage), type(serial)) != (str, int) or (resources and not lineage):
            raise ValueError
        secrets = [secret for resource in resources for secret in _secrets(resource)]
        secrets += [f"output {name}: {UNNAMED}" for name, output in outputs.items() if output.get("sensitive")]
        accounts = frozenset(account for resource in resources for account in _accounts(resource))
        held = json.dumps((resources, outputs), sort_keys=True)
        return cls(lineage, serial, len(resources), held, tuple(secrets), accounts)

    @property
    def is_nothing(self) -> bool:
        """Whether it is what Terraform gives where there is none, or one that holds nothing."""
        return self.held == json.dumps(([], {}))


def _accounts(resource: Mapping[str, Any]) -> Iterator[str]:
    # What is only read may be another account's.
    instances = () if resource.get("mode") == "data" else resource["instances"]
    for instance in instances:
        found = ARN.match(str(instance.get("attributes", {}).get("arn")))
        if found and found["account"] != AWSS_OWN:
            yield found["account"]


def _secrets(resource: Mapping[str, Any]) -> Iterator[str]:
    type_, name = resource["type"], resource["name"]
    for attribute in sorted({attribute for instance in resource["instances"] for attribute in _marked(instance)}):
        yield f"{type_}.{name}.{attribute}: {SECRETS.get((type_, attribute), UNNAMED)}"


def _marked(instance: Mapping[str, Any]) -> Iterator[str]:
    for path in instance.get("sensitive_attributes", ()):
        if instance["attributes"].get(path[0]["value"]):
            yield str(path[0]["value"])
