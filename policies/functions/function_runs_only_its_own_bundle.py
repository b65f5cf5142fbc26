from collections.abc import Iterator

from policies.core import Resource, Severity, Stack
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Absent, Attributes, Matching
from policies.requirements import REGION

ELSEWHERE = Absent(otherwise="takes code from {attribute}, {value}")


class FunctionRunsOnlyItsOwnBundle(Attributes):
    """Every Lambda function runs its own bundle from below the stack's folder, and no other code.

    The gate's verdict holds for these bytes. A layer, an image, an object in a bucket or a path that leads out of the
    folder brings code that nobody judged; without the digest, Terraform would not notice a changed bundle.
    """

    id = "FRAUD_FUNCTION_5"
    severity = Severity.CRITICAL
    applies_to = ("aws_lambda_function",)
    claims = ("filename", "handler")
    required = {
        "source_code_hash": Matching(
            "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=",
            "A" * 43 + "=",
            otherwise="states {value} as its code's digest, not its bundle's SHA-256 in base64",
        ),
        **dict.fromkeys(("layers", "image_uri", "s3_bucket"), ELSEWHERE),
    }
    remediation = "Give stacks.function.Function the bundle of its own package in lambdas/, and no other code."

    compliant = {
        "function_name": "fraud-analyzer",
        "filename": "assets/fraud-analyzer.zip",
        "handler": "fraud_analyzer.handler.handler",
    }
    violating = {
        "runs code from outside": {"filename": "assets/../../other.zip"},
        "runs another bundle": {"filename": "assets/other.zip"},
        "runs another handler": {"handler": "other.handler.handler"},
        "has a digest of another kind": {"source_code_hash": "d41d8cd98f00b204e9800998ecf8427e"},
        "adds a layer": {"layers": [f"arn:aws:lambda:{REGION}:{ACCOUNT}:layer:other:1"]},
        "runs an image": {"image_uri": "public.ecr.aws/other/other:1"},
        "runs an object": {"s3_bucket": "other"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        name = str(resource.get("function_name"))
        code, entry = f"assets/{name}.zip", f"{name.replace('-', '_')}.handler.handler"
        if (resource.get("filename"), resource.get("handler")) != (code, entry):
            yield f"does not run its own {code}, entered at {entry}"
