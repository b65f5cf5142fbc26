from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class FunctionRunsPythonOnArm(Policy):
    """Every Lambda function runs Python 3.11 on arm64, and nothing else.

    The bundles hold source that was tested on this runtime only; a preview, an older or a custom runtime changes what
    runs without a change of code, and one that AWS no longer patches leaves known vulnerabilities open.
    """

    id = "FRAUD_FUNCTION_2"
    severity = Severity.HIGH
    controls = (controls.PCI_6_3_3.supports,)
    applies_to = ("aws_lambda_function",)
    claims = ("runtime", "architectures")
    remediation = "Build the function with stacks.function.Function: it sets the runtime and the architecture."

    compliant = {"runtime": "python3.11", "architectures": ["arm64"]}
    violating = {
        "runs an older Python": {"runtime": "python3.9"},
        "runs a newer Python": {"runtime": "python3.12"},
        "brings its own runtime": {"runtime": "provided.al2023"},
        "names no runtime": {"runtime": None},
        "runs on x86": {"architectures": ["x86_64"]},
        "runs on both architectures": {"architectures": ["arm64", "x86_64"]},
        "leaves the architecture to the default": {"architectures": None},
        "is decided at deploy time": {"runtime": "${var.runtime}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        runtime, architectures = resource.get("runtime"), resource.get("architectures")
        if runtime != "python3.11":
            yield f"runs {runtime!r}, not Python 3.11"
        if architectures != ("arm64",):
            yield f"runs on {architectures!r}, not on arm64 alone"
