"""Checkov, run in this process on one file: what each of its checks, and each of our policies as one, reports where."""

from __future__ import annotations

import importlib
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from gate.engines.checkov.deferred import deferring
from gate.engines.checkov.parsing import by_libyaml
from gate.engines.checkov.settings import remove_unheard, streams_left_alone
from gate.model import Outcome
from policies.core.rulebook import ROOT
from policies.core.stack import Stack

SOURCE = "checkov"
CONNECTIONS = ROOT / "connections"
ADAPTER = "policies.checkov_adapter"
PREPARING = Lock()
# (check, address) to passed or failed; a provider's address is `provider.<name>`.
Records = dict[tuple[str, str], Outcome]


class ScanFailed(RuntimeError):
    """Checkov did not scan the file; the message says why, in one line."""


def prepare() -> None:
    """Imports Checkov and registers our policies with it, once: a second's work. Raises ScanFailed."""
    remove_unheard(os.environ)
    with PREPARING, quiet(), streams_left_alone(), deferring():
        try:
            importlib.import_module("checkov.terraform_json.runner")
            importlib.import_module(ADAPTER)
        except (Exception, SystemExit) as error:
            raise ScanFailed(f"Checkov or {ADAPTER} does not import: {type(error).__name__}: {error}") from None


def scan(path: Path, stack: Stack) -> Records:
    """Every record of Checkov on a file whose name ends in `.tf.json`, and which holds this stack; raises ScanFailed.

    A check that Checkov drops, since it raised or answered UNKNOWN, has no record: the reader must expect one.
    """
    prepare()
    with quiet() as logged, judging(stack), by_libyaml():
        try:
            report = _report(path)
        except (Exception, SystemExit) as error:
            raise ScanFailed(f"Checkov stopped with an error: {type(error).__name__}: {error}") from None
    if report.parsing_errors:
        reason = logged[-1].replace(str(path), path.name) if logged else "it does not say why"
        raise ScanFailed(f"Checkov does not parse the file, and would pass it over: {reason}")
    records = {(record.check_id, record.resource): Outcome.PASS for record in report.passed_checks}
    records |= {(record.check_id, record.resource): Outcome.FAIL for record in report.failed_checks}
    # Several threads ask Checkov's graph, and they end in any order.
    return dict(sorted(records.items(), key=lambda record: record[0]))


@contextmanager
def judging(stack: Stack) -> Iterator[None]:
    """Lets our policies as checks judge this stack, whatever file Checkov scans."""
    with importlib.import_module(ADAPTER).handed(stack):
        yield


def _report(path: Path) -> Any:
    from checkov.runner_filter import RunnerFilter  # noqa: PLC0415 - its import takes a second
    from checkov.terraform_json.runner import TerraformJsonRunner  # noqa: PLC0415

    class Runner(TerraformJsonRunner):
        """Scans one block at a time, since a record of Checkov's names its block without the type."""

        def run_block(self, *, entities: list[dict[str, Any]], block_type: str, report: Any, **rest: Any) -> None:
            for entity in entities:
                passed, failed = len(report.passed_checks), len(report.failed_checks)
                super().run_block(entities=[entity], block_type=block_type, report=report, **rest)
                for record in (*report.passed_checks[passed:], *report.failed_checks[failed:]):
                    record.resource = _address(block_type, entity)

    runner = Runner()
    runner.graph_registry.load_external_checks(str(CONNECTIONS))
    return runner.run(files=[str(path)], runner_filter=RunnerFilter(show_progress_bar=False))


def _address(block: str, entity: dict[str, Any]) -> str:
    type_ = next(iter(entity))
    name = [next(iter(entity[type_]))] if block in ("resource", "data") else []
    return ".".join([*([] if block == "resource" else [block]), type_, *name])


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Keeps what Checkov logs out of our own output; gives the errors among it, one line each."""
    logged: list[str] = []
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    collector = logging.Handler(logging.ERROR)
    collector.emit = lambda record: logged.append(" ".join(_message(record).split()))  # type: ignore[method-assign]
    root.handlers = [collector]
    try:
        with warnings.catch_warnings():
            # Checkov's own packages use what is deprecated; where warnings are errors, it would not import.
            warnings.simplefilter("ignore")
            yield logged
    finally:
        root.handlers = handlers
        root.setLevel(level)


def _message(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return f"{record.getMessage()}: {error}" if error else record.getMessage()
