"""Synthesis: offline, deterministic, and never half-written."""

import tempfile
from pathlib import Path

from cdktf import App

from stacks import provider_lock
from stacks.bundle import bundle
from stacks.fraud_detection import FraudDetection
from stacks.functions import NAMES
from stacks.settings import Settings

CODE = Path(__file__).parent.parent / "lambdas"
# Resource addresses must not depend on who runs the synthesis.
CONTEXT = {"excludeStackIdFromLogicalIds": "true", "allowSepCharsInLogicalIds": "true"}


def synthesize(output: Path, *, code: Path = CODE, settings: Settings | None = None) -> Path:
    """Write the application to the folder `output`, replacing it, and return the path of its `cdk.tf.json`."""
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
    FraudDetection(app, code=bundles, settings=settings)
    app.synth()
    stack = Path("stacks") / settings.system
    for packed in bundles.values():
        packed.write(folder / stack)
    provider_lock.write(folder / stack)
    return stack
