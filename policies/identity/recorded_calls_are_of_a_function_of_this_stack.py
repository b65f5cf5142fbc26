from collections.abc import Iterator

from policies.aws.names import called
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import add_resource
from policies.core.recorded_calls import RECORD
from policies.identity.shared.example_calls import ENDPOINT, calling
from policies.identity.shared.function_calls import called_by, functions_of


class RecordedCallsAreOfAFunctionOfThisStack(Policy):
    """Every record of calls is of a function of this stack, and of calls on what the function's environment names.

    A record that belongs to no function, or to what none is told, says nothing of what runs, and hides that nobody
    recorded that.
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
    given = calling("aws_lambda_function.analyzer") | {"aws_lambda_function.example": {"function_name": "example"}}
    violating = {
        "is of no function": add_resource(RECORD, {"calls": []}, name="card-freezer"),
        "is of a call on what nothing names": {"calls": [{**ENDPOINT, "on": "TABLE_NAME"}]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        functions = functions_of(resource, stack)
        if not functions:
            yield f"records the calls of {resource.name}, which is no function of this stack"
        for function in functions:
            for action, variable, thing in called_by(function, resource, stack):
                if thing is None:
                    name = called(function, stack)
                    yield f"records {action} on what {variable} names, and {name} is told nothing of this stack by that"
