"""Whatever the environment says of logs, colours and ways to scan, a run prints the same and judges the same."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from gate.engines.checkov.settings import PREFIXES, UNHEARD, UNHEARD_PREFIXES
from tests.processes import complaints

ROOT = Path(__file__).resolve().parents[4]
READ = re.compile(r"""(?:environ(?:\.get\(|\[)|getenv\()\s*["']([A-Z][A-Z0-9_]*)["']""")
# What a scan of one file is made of.
SCANNING = (
    "terraform/graph_builder",
    "terraform_json",
    "common/graph",
    "common/checks",
    "common/util",
    "terraform/checks",
)
SCANNING_FILES = ("terraform/runner.py", "terraform/tf_parser.py", "runner_filter.py", "logging_init.py")
# Read there for modules from elsewhere, for another tool or to upload, none of which the gate does.
ELSEWHERE = {
    *("BITBUCKET_BRANCH", "GIT_BRANCH", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_TOKEN", "GITHUB_PAT"),
    *("HELM_NAMESPACE", "HTTPS_PROXY", "JENKINS_URL", "PROXY_CA_PATH", "PROXY_HEADER_KEY", "PROXY_HEADER_VALUE"),
    *("PROXY_URL", "REQUESTS_CA_BUNDLE", "WORKDIR", "JAVA_FULL_DT", "ENABLE_CONFIG_FILE_VALIDATION"),
    "ENABLE_DOTNET_CPM",
}
ASKED = "LOG_LEVEL=DEBUG PYCHARM_HOSTED=1 RENDER_ASYNC_MAX_WORKERS=x BC_PERSIST_GRAPHS_TIMEOUT=x CREATE_EDGES=False"
ASKED += " TF_SPLIT_GRAPH=True RAW_TF_IN_GRAPH=True TF_VAR_account_id=x MAX_WILDCARD_ARR_SIZE=x JSII_DEBUG=1"
LOUD = dict(setting.split("=") for setting in ASKED.split())


def run(file: Path, reports: Path, **environment: str) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CKV_", "CHECKOV_"))}
    command = [sys.executable, "-m", "gate", "check", str(file), "--reports", str(reports)]
    done = subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, "\n".join(complaints(done.stderr))


@pytest.mark.parametrize("loud", [{"LOG_LEVEL": "nonsense"}, LOUD], ids=["nonsense", "all"])
def test_a_run_says_the_same_whatever_the_environment_asks_for(
    loud: dict[str, str], synthesized: Path, tmp_path: Path
) -> None:
    status, said, complaints = run(synthesized, tmp_path / "reports", **loud)
    assert (status, complaints) == (0, "")
    assert said.startswith("The gate is open: ")
    assert len(said.splitlines()) == 1


def test_checkov_leaves_the_streams_of_the_process_alone() -> None:
    """Its colorama would wrap both for good, and take the colours from what is printed later."""
    program = "import sys; before = sys.stdout, sys.stderr; from gate.engines.checkov.scan import prepare; prepare()"
    command = [sys.executable, "-c", f"{program}; assert (sys.stdout, sys.stderr) == before"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_each_variable_that_a_scan_reads_is_refused_or_removed() -> None:
    spec = find_spec("checkov")
    assert spec
    assert spec.submodule_search_locations
    checkov = Path(spec.submodule_search_locations[0])
    paths = [path for folder in SCANNING for path in (checkov / folder).rglob("*.py")]
    paths += [checkov / file for file in SCANNING_FILES]
    names = {name for path in paths for name in READ.findall(path.read_text())}
    assert "LOG_LEVEL" in names
    heard = {name for name in names if not name.startswith((*PREFIXES, *UNHEARD_PREFIXES))} - UNHEARD
    assert heard <= ELSEWHERE
