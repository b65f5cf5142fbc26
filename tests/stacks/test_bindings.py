"""The bindings are loaded one by one, and jsii runs the Node.js of the locked environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stacks import bindings

COUNT = """
import sys, stacks
from cdktf_cdktf_provider_aws.kms_key import KmsKey
print(sum(name.startswith("cdktf_cdktf_provider_aws.") for name in sys.modules))
"""


def test_using_one_binding_does_not_load_two_thousand() -> None:
    run = subprocess.run([sys.executable, "-c", COUNT], check=True, capture_output=True, text=True)
    assert int(run.stdout) < 10


def test_the_locked_node_is_used_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JSII_NODE")
    bindings.prepare()
    assert Path(os.environ["JSII_NODE"]).is_relative_to(sys.prefix)
    monkeypatch.setenv("JSII_NODE", "/somewhere/node")
    bindings.prepare()
    assert os.environ["JSII_NODE"] == "/somewhere/node"


def test_two_checkouts_can_each_name_their_half_for_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "a folder with spaces" / "bindings.cjs"
    other.parent.mkdir()
    other.write_text(Path(bindings.__file__).with_suffix(".cjs").read_text())
    monkeypatch.setenv("NODE_OPTIONS", f'--require "{other}"')
    bindings.prepare()
    assert os.environ["NODE_OPTIONS"] == f'--require "{other}" {bindings.LAZY}'
    subprocess.run([sys.executable, "-m", "stacks", str(tmp_path / "out")], check=True, capture_output=True)
    options = os.environ["NODE_OPTIONS"]
    bindings.prepare()
    assert os.environ["NODE_OPTIONS"] == options


def test_node_loads_what_packs_archives_when_an_archive_is_made(tmp_path: Path) -> None:
    library = tmp_path / "cdktf" / "lib" / "private" / "fs.js"
    packing = tmp_path / "cdktf" / "node_modules" / "archiver" / "index.js"
    for file in (library, packing):
        file.parent.mkdir(parents=True)
    packing.write_text(
        'console.log("loaded"); module.exports = (kind) => `packs ${kind}`; module.exports.more = "more";'
    )
    library.write_text('const archiver = require("archiver"); module.exports = () => [archiver("zip"), archiver.more];')
    program = f"const made = require({json.dumps(str(library))}); console.log('required'); console.log(...made());"
    bindings.prepare()
    command = [os.environ["JSII_NODE"], "--require", str(Path(bindings.__file__).with_suffix(".cjs")), "-e", program]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})
    assert run.stdout.split("\n") == ["required", "loaded", "packs zip more", ""]
