"""A policy to try the judge, the evaluation and the Checkov adapter on."""

from collections.abc import Iterator
from typing import ClassVar

from policies.core.policy import Policy, Severity
from policies.core.resources import Resource
from policies.core.stack import Stack


class TopicIsNamed(Policy):
    """Every topic is called alerts.

    It is an example.
    """

    id = "TEST_TOPIC_1"
    severity = Severity.LOW
    applies_to: ClassVar[tuple[str, ...]] = ("aws_sns_topic",)
    claims = ("name",)
    remediation = "name it alerts"
    violating = {"has another name": {"name": "other"}}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("name") != "alerts":
            yield f"is called {resource.get('name')!r}"
