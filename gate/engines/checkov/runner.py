"""Checkov's scanner of one file, as Checkov's own but for the time that it takes, and for the names in its records.

Importing this takes a second, as it imports Checkov.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checkov.common.graph.graph_builder.consts import GraphSource
from checkov.common.output.report import Report
from checkov.runner_filter import RunnerFilter
from checkov.terraform_json.runner import TerraformJsonRunner
from checkov.terraform_json.utils import create_definitions

from gate.engines.checkov.indexed_graph import GraphManager, refuse_unknown


class Runner(TerraformJsonRunner):
    """Scans one block at a time, since a record of Checkov's names its block without the type."""

    def __init__(self) -> None:
        refuse_unknown()
        super().__init__()
        self.graph_manager: GraphManager = GraphManager(db_connector=self.db_connector, source=GraphSource.TERRAFORM)

    def scan(self, path: Path) -> Report:
        """What Checkov's own `run` does with one file."""
        report = Report(self.check_type)
        self.pbar.turn_off_progress_bar()
        self.definitions, self.definitions_raw, errors = create_definitions([path])
        report.add_parsing_errors(errors)
        self.graph_manager.save_graph(self.graph_manager.build_graph_from_definitions(self.definitions))
        chosen = EveryCheck(show_progress_bar=False)
        self.add_python_check_results(report=report, runner_filter=chosen)
        self.add_graph_check_results(report=report, runner_filter=chosen)
        return report

    def run_block(self, *, entities: list[dict[str, Any]], block_type: str, report: Any, **rest: Any) -> None:
        for entity in entities:
            passed, failed = len(report.passed_checks), len(report.failed_checks)
            super().run_block(entities=[entity], block_type=block_type, report=report, **rest)
            for record in (*report.passed_checks[passed:], *report.failed_checks[failed:]):
                record.resource = _address(block_type, entity)


class EveryCheck(RunnerFilter):
    """Checkov's choice of checks where nothing is chosen, made once a check: of one file it is always the same."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._chosen: dict[str, bool] = {}

    def should_run_check(self, check: Any = None, *arguments: Any, **named: Any) -> bool:
        if check.id not in self._chosen:
            self._chosen[check.id] = super().should_run_check(check, *arguments, **named)
        return self._chosen[check.id]


def _address(block: str, entity: dict[str, Any]) -> str:
    type_ = next(iter(entity))
    name = [next(iter(entity[type_]))] if block in ("resource", "data") else []
    return ".".join([*([] if block == "resource" else [block]), type_, *name])
