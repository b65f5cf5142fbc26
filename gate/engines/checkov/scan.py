"""Checkov, run in this process on one file: what each of its checks, and each of our policies as one, reports where."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from gate.engines.checkov.deferred import deferring
from gate.engines.checkov.evaluated import Evaluated, evaluated
from gate.engines.checkov.parsing import by_libyaml
from gate.engines.checkov.quiet import quiet
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


class Scan(NamedTuple):
    """The records of a file, and by check and address the attributes that Checkov says it evaluated."""

    records: Records
    evaluated: Evaluated


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


def scan(path: Path, stack: Stack) -> Scan:
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
    return Scan(
        dict(sorted(records.items(), key=lambda record: record[0])),
        evaluated((*report.passed_checks, *report.failed_checks), stack),
    )


@contextmanager
def judging(stack: Stack) -> Iterator[None]:
    """Lets our policies as checks judge this stack, whatever file Checkov scans."""
    with importlib.import_module(ADAPTER).handed(stack):
        yield


def _report(path: Path) -> Any:
    from gate.engines.checkov.runner import Runner  # noqa: PLC0415 - its import takes a second

    runner = Runner()
    runner.graph_registry.load_external_checks(str(CONNECTIONS))
    return runner.scan(path)
