"""What stands around the gate and could steer its second engine: each such setting closes the gate, by name.

Checkov's command line reads settings from files and from the environment, `soft-fail` among them. The gate itself runs
Checkov without any, but whoever scans the same folder by hand must not get another answer.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gate.model import Finding, Outcome
from gate.own_rules import CHECKOV_SETTINGS

SOURCE = "checkov"
FILES = (".checkov.yaml", ".checkov.yml", ".checkov.baseline")
PREFIXES = ("CKV_", "CHECKOV_")
# What Checkov and its libraries read besides: how much they print, and how they go about a scan. The gate removes it
# from its own process, so that a run says the same wherever it runs.
UNHEARD = frozenset(
    {
        *("LOG_LEVEL", "PYCHARM_HOSTED", "CREATE_COMPLEX_VERTICES", "CREATE_EDGES", "ENABLE_DEFINITION_KEY"),
        *("EVAL_TF_PLAN_AFTER_UNKNOWN", "EXTERNAL_MODULES_DIR", "HCL_PARSE_TIMEOUT_SEC", "MAX_WILDCARD_ARR_SIZE"),
        *("RAW_TF_IN_GRAPH", "REQUEST_MAX_TRIES", "RUN_IN_DOCKER", "RUN_SECRETS_MULTIPROCESS", "TF_SPLIT_GRAPH"),
        "SLEEP_BETWEEN_REQUEST_TRIES",
    }
)
UNHEARD_PREFIXES = ("BC_", "PRISMA_", "RENDER_", "TF_VAR_")
# These can only make Checkov stricter, or quieter about its own version.
HARMLESS = frozenset({"CKV_PARSE_ERROR_FAIL", "CKV_SKIP_PACKAGE_UPDATE_CHECK"})


def settings(folders: Sequence[Path], environment: Mapping[str, str]) -> Iterator[Finding]:
    """One error for each setting of Checkov's in these folders or in the environment; a pass where there is none."""
    names = sorted(name for name in environment if name.startswith(PREFIXES) and name not in HARMLESS)
    files = [path for folder in dict.fromkeys(folders) for path in map(folder.joinpath, FILES) if path.exists()]
    for path in files:
        details = f"{path.name} in {path.parent.name or path.parent} can switch Checkov off"
        yield _error(path.name, details, "remove it")
    for name in names:
        yield _error(name, f"{name} is set in the environment, and can switch Checkov off", f"unset {name}")
    if not names and not files:
        yield Finding(SOURCE, CHECKOV_SETTINGS, "files and variables around the gate", Outcome.PASS)


def remove_unheard(environment: MutableMapping[str, str]) -> None:
    """Takes out of an environment what would only change how Checkov goes about it."""
    for name in [name for name in environment if name in UNHEARD or name.startswith(UNHEARD_PREFIXES)]:
        del environment[name]


def _error(place: str, details: str, remedy: str) -> Finding:
    return Finding(SOURCE, CHECKOV_SETTINGS, place, Outcome.ERROR, details, remedy)


@contextmanager
def streams_left_alone() -> Iterator[None]:
    """Lets Checkov's import leave the standard streams: there, colorama would put its own in their place for good."""
    colorama = importlib.import_module("colorama")
    init = colorama.init
    colorama.init = lambda *_, **__: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        colorama.init = init  # type: ignore[attr-defined]
