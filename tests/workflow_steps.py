"""A step of a workflow, run as the runner runs it, with a `gh` that only writes down."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
# It writes down each call with the file that it was given, and answers a question by jq.
GH = f"""#!{sys.executable}
import json, os, subprocess, sys
words = sys.argv[1:]
body = [open(word.partition("@")[2], "rb").read().decode() for word in words if word.startswith("body=@")]
with open(os.environ["CALLS"], "a") as calls:
    print(json.dumps([words, *body]), file=calls)
if "--jq" in words:
    expression = words[words.index("--jq") + 1]
    sys.exit(subprocess.run(["jq", "--raw-output", expression, os.environ["THERE"]]).returncode)
"""


def job(workflow: str, name: str) -> dict[str, Any]:
    """A job of the workflow in this file."""
    found: dict[str, Any] = YAML(typ="safe").load(ROOT / ".github" / "workflows" / workflow)["jobs"][name]
    return found


def run(step: dict[str, Any], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A step, as the runner runs it where `shell: bash` stands."""
    (folder / "step.sh").write_text(step["run"])
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "step.sh"]
    own = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **environment}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)


def put_gh(folder: Path, program: str = GH) -> None:
    """Puts it onto the path of the steps that run in this folder."""
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "gh").write_text(program)
    (folder / "bin" / "gh").chmod(0o755)
