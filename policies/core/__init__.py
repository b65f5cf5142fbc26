"""What a rule is written in: `from policies.core import Policy, Resource, Severity, Stack, controls`."""

from policies.core import controls
from policies.core.policy import Policy, Severity
from policies.core.resources import Resource
from policies.core.stack import Stack

__all__ = ["Policy", "Resource", "Severity", "Stack", "controls"]
