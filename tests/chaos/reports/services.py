"""What the workflow of reports calls: the tables, and whoever comes between two of its calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.reports.tables import Tables


@dataclass
class Services:
    """`between` is called with the name of each task that is tried, before it is."""

    tables: Tables
    between: Callable[[str], None] = lambda _task: None
    path: list[str] = field(default_factory=list)
    ended: str = ""
    failed: dict[str, list[str]] = field(default_factory=dict)

    def start(self) -> None:
        """No task has failed."""
        self.failed = {}

    def begin(self, state: str) -> None:
        """Let others come between."""
        self.between(state)

    def call(self, resource: str, asked: dict[str, Any], *, heard: bool) -> Any:
        """What the tables answer; raises Refused."""
        return self.tables.call(resource, asked)
