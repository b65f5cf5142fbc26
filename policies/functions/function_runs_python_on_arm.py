from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly


class FunctionRunsPythonOnArm(Attributes):
    """Every Lambda function runs Python 3.11 on arm64, and nothing else.

    The bundles hold source that was tested on this runtime only. A preview, an older or a custom runtime changes what
    runs without a change of code; one that AWS no longer patches leaves known vulnerabilities open.
    """

    id = "FRAUD_FUNCTION_2"
    severity = Severity.HIGH
    waivable = True
    controls = (controls.PCI_6_3_3.supports,)
    applies_to = ("aws_lambda_function",)
    required = {
        "runtime": Exactly("python3.11", otherwise="runs {value}, not Python 3.11"),
        "architectures": Exactly(["arm64"], otherwise="runs on {value}, not on arm64 alone"),
    }
    remediation = "Build the function with stacks.function.Function: it sets the runtime and the architecture."
    violating = {
        "runs an older Python": {"runtime": "python3.9"},
        "runs a newer Python": {"runtime": "python3.12"},
        "brings its own runtime": {"runtime": "provided.al2023"},
        "runs on x86": {"architectures": ["x86_64"]},
        "runs on both architectures": {"architectures": ["arm64", "x86_64"]},
        "leaves the architecture to the default": {"architectures": None},
    }
