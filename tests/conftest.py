"""One synthesis of the real application for the whole run."""

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from gate import progress
from live.answers import Response, read
from stacks import bindings

# Terraform's names of what API Gateway calls so.
NAMES = {"selection_pattern": "selectionPattern", "status_code": "statusCode"}
NAMES |= {"response_templates": "responseTemplates", "response_parameters": "responseParameters"}

# Until all tests are collected nothing becomes garbage, and each look for some costs more than the one before.
gc.disable()

# Nothing of the person who runs the tests decides them: no account, no settings of git, no colours and no width.
THEIRS = (
    *("AWS_", "GIT_", "GITHUB_", "MAKE"),
    *("SOURCE_DATE_EPOCH", "TERRAFORM_", "TF_CLI_ARGS", "TF_DATA_DIR", "TF_REATTACH_PROVIDERS", "TF_WORKSPACE"),
    *("CLICOLOR_FORCE", "COLUMNS", "FORCE_COLOR", "LINES", "PY_COLORS"),
)
for name in [name for name in os.environ if name.startswith(THEIRS)]:
    del os.environ[name]
# A shell that starts the run in the background lets it, and whatever it starts, ignore Ctrl-C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["TERM"] = "xterm"
os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
# The one setting of theirs that git needs, where this folder is another user's.
os.environ |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}

# No test fails for being slow, since the machine may do other work too; none leaves a folder behind; and a pull request
# always tries the same examples.
settings.register_profile(
    "project",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
    derandomize="CI" in os.environ,
)
settings.load_profile("project")
# Nor does any see lines of progress for being slow; in a process of its own, `complaints` leaves them out.
progress.FIRST = 86_400.0

# Before any test imports cdktf, which starts Node.js at once.
bindings.prepare()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a worker that tests the running system mostly waits for it."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the long tests; pytest-xdist puts the groups before them, the largest first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was collected stays to the end; from here on garbage is looked for in whatever the tests make."""
    gc.freeze()
    gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Lets the running system go before whatever else is tested beside it, since its functions have a time limit.

    Only root may raise a priority again; for others all tests are equal once each worker has run another.
    """
    runs_the_system = "live" in item.path.relative_to(item.config.rootpath).parts
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, 0 if runs_the_system else 10)


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the gate remembers is sealed with a key of the tests, and not with one in the person's home."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a fresh cdk.tf.json; the workers of pytest-xdist share one, whoever renames first."""
    root = tmp_path_factory.getbasetemp()
    shared = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "synthesized"
    if not shared.exists():
        own = tmp_path_factory.mktemp("synthesis") / "cdktf.out"
        subprocess.run([sys.executable, "-m", "stacks", str(own)], check=True, capture_output=True, text=True)
        try:
            own.rename(shared)
        except OSError:
            shutil.rmtree(own)
    return shared / "stacks" / "fraud-detection" / "cdk.tf.json"


@pytest.fixture(scope="session")
def stack(synthesized: Path) -> dict[str, Any]:
    """The synthesized file, as JSON."""
    return dict(json.loads(synthesized.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def states(stack: dict[str, Any]) -> dict[str, Any]:
    """The states of the workflow that decides."""
    return _definition(stack, "transaction-processing")


@pytest.fixture(scope="session")
def reporting(stack: dict[str, Any]) -> dict[str, Any]:
    """The states of the workflow that takes reports."""
    return _definition(stack, "transaction-reports")


def _definition(stack: dict[str, Any], name: str) -> dict[str, Any]:
    machines = stack["resource"]["aws_sfn_state_machine"].values()
    (definition,) = (machine["definition"] for machine in machines if machine["name"] == name)
    return dict(json.loads(definition)["States"])


@pytest.fixture(scope="session")
def responses(stack: dict[str, Any]) -> tuple[Response, ...]:
    """What its API makes of the workflow's outcomes."""
    # Those of both paths are the same; a policy says so.
    found = stack["resource"]["aws_api_gateway_integration_response"].values()
    return tuple(read({NAMES[name]: value for name, value in each.items() if name in NAMES}) for each in found)
