"""Synthesis: offline, deterministic, and never half-written."""

import tempfile
from pathlib import Path

from cdktf import App

from stacks import provider_lock
from stacks.account import Account
from stacks.bundle import bundle
from stacks.delivery import Delivery
from stacks.fraud_detection import FraudDetection
from stacks.functions import NAMES
from stacks.settings import Settings

CODE = Path(__file__).parent.parent / "lambdas"
# Resource addresses must not depend on who runs the synthesis.
CONTEXT = {"excludeStackIdFromLogicalIds": "true", "allowSepCharsInLogicalIds": "true"}


def synthesize(output: Path, *, code: Path = CODE, settings: Settings | None = None) -> Path:
    """Write all stacks to the folder `output`, replacing it, and return the path of the system's `cdk.tf.json`."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as scratch:
        fresh = Path(scratch) / "fresh"
        stack = _write(fresh, code=code, settings=settings or Settings())
        if output.exists():
            output.rename(Path(scratch) / "replaced")
        fresh.rename(output)
    return output / stack / "cdk.tf.json"


def _write(folder: Path, *, code: Path, settings: Settings) -> Path:
    bundles = {name: bundle(name, code=code) for name in NAMES}
    app = App(outdir=str(folder), context=CONTEXT)
    Delivery(app, settings=settings)
    Account(app, settings=settings)
    FraudDetection(app, code=bundles, settings=settings)
    app.synth()
    names = (settings.delivery, settings.account, settings.system)
    stacks = {stack: folder / "stacks" / stack for stack in names}
    for packed in bundles.values():
        packed.write(stacks[settings.system])
    for stack in stacks.values():
        provider_lock.write(stack)
    return stacks[settings.system].relative_to(folder)
