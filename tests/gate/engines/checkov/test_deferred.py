"""Checkov says the same without loading what it never uses here; what is used after all is loaded whole."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gate.engines.checkov.deferred import DEFERRED, LEFT_OUT

# What Checkov reports on a file, and which of these packages were loaded for it.
SCANNING = """
import json, sys
from pathlib import Path
from gate.engines.checkov import deferred, scan
from policies.core.whole_stack import whole_stack
names = [*deferred.DEFERRED, *deferred.LEFT_OUT]
if sys.argv[2] == "at once":
    deferred.DEFERRED, deferred.LEFT_OUT = {}, {}
file = Path(sys.argv[1])
records = scan.scan(file, whole_stack(file)).records
loaded = [name for name in names if name in sys.modules and not isinstance(sys.modules[name], deferred.Deferred)]
print(json.dumps([sorted((*key, outcome.value) for key, outcome in records.items()), sorted(loaded)]))
"""
# Uses a deferred package in each way in which code does, after something else has imported it.
USING = """
import json, sys
from gate.engines.checkov.deferred import Deferred, deferring
with deferring():
    import {name}, {name}
    deferred = isinstance({name}, Deferred) and "{name}.{part}" not in sys.modules
    import {name}.{part}
    from {name} import {part} as given
whole = sys.modules["{name}"]
same = {name}.{part} is given is whole.{part}
print(json.dumps([deferred, isinstance(whole, Deferred), same, {name}.__path__ == whole.__path__]))
"""


def said(program: str, *arguments: str) -> Any:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_checkov_reports_the_same_without_loading_what_it_never_uses(synthesized: Path) -> None:
    records, loaded = said(SCANNING, str(synthesized), "deferred")
    assert loaded == []
    assert records
    assert said(SCANNING, str(synthesized), "at once") == [records, sorted({*DEFERRED, *LEFT_OUT})]


@pytest.mark.parametrize(("name", "part"), [("aiohttp", "client"), ("boto3", "session"), ("docker", "errors")])
def test_what_is_used_after_all_is_loaded_whole(name: str, part: str) -> None:
    assert said(USING.format(name=name, part=part)) == [True, False, True, True]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_was_left_out_is_there_again_for_everybody_else(name: str) -> None:
    program = f"""
import json
from gate.engines.checkov.deferred import deferring
with deferring():
    try:
        import {name}
    except ImportError:
        left_out = True
import {name}
print(json.dumps([left_out, bool({name}.__version__)]))
"""
    assert said(program) == [True, True]


def test_what_is_there_already_stays() -> None:
    assert said(
        """
import json, sys, numpy, docker
from gate.engines.checkov.deferred import deferring
with deferring():
    import numpy as again, docker as too
print(json.dumps([again is numpy is sys.modules["numpy"], too is docker is sys.modules["docker"]]))
"""
    ) == [True, True]
