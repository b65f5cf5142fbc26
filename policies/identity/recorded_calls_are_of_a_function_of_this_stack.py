from collections.abc import Iterator

from policies.aws.names import name_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.recorded_calls import RECORD
from policies.identity.shared.example_calls import ENDPOINT, calling_system
from policies.identity.shared.function_calls import called_by, functions_of


class RecordedCallsAreOfAFunctionOfThisStack(Policy):
    """Every record of calls is of a function of this stack, and of calls on what the function's environment names.

    A record of no function, or of a call on what no variable names, shows nothing about the functions that run, and
    hides that nobody recorded their calls.
    """

    id = "FRAUD_IAM_23"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports,)
    applies_to = (RECORD,)
    claims = ("calls",)
    remediation = (
        "Remove the record with its function, or run `make calls`, and name in the environment what is called."
    )

    compliant = {"calls": []}
    given = calling_system("aws_lambda_function.analyzer") | {
        "aws_lambda_function.example": {"function_name": "example"}
    }
    violating = {
        "is of no function": add_resource(RECORD, {"calls": []}, name="no-such-function"),
        "is of a call on what nothing names": {"calls": [{**ENDPOINT, "on": "TABLE_NAME"}]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        functions = functions_of(resource, stack)
        if not functions:
            yield f"records the calls of {resource.name}, which is no function of this stack"
        for function in functions:
            for action, variable, on in called_by(function, resource, stack):
                if on is None:
                    yield (
                        f"records {action} on {variable}, which names no resource of this stack in "
                        f"{name_of(function, stack)}"
                    )
