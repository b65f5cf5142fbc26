"""The code of a function that somebody replaced by hand, which Terraform does not see and would leave as it is.

Terraform compares the digest that the file says with the one that it wrote itself. What AWS says of the code that
runs there, `code_sha256`, it only reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from gate.plan.change import NOTHING, UPDATE
from gate.plan.judged import Judged
from gate.plan.shown import Shown
from gate.synthesis import OUTPUT
from policies.core.deployed_folder import STACKS

FUNCTION = "aws_lambda_function"
SAID, RUNS = "source_code_hash", "code_sha256"


def replaced_code(shown: Shown, judged: Judged) -> Iterator[str]:
    """A line for each function that runs other code than was judged, and will after the apply."""
    for name, body in sorted(judged.resources.get(FUNCTION, {}).items()):
        change = shown.changes.get(f"{FUNCTION}.{name}")
        if change is None or change.action not in (NOTHING, UPDATE) or change.before.get(SAID) != body.get(SAID):
            continue
        if change.before.get(RUNS) != body.get(SAID):
            bundle = f"{OUTPUT.name}/{STACKS}/{judged.stack}/{body.get('filename')}"
            upload = f"--function-name {body.get('function_name')} --zip-file fileb://{bundle}"
            yield (
                f"{change.address}.{RUNS}: its code is another than was judged, and Terraform does not see that; "
                f"put the judged code there again, `aws lambda update-function-code {upload}`, and plan again"
            )
