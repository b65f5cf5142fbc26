from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every, remove_resources
from policies.requirements import ANALYZER, DRAIN, NOTIFIER, VALIDATOR

# The three that were asked for, and what was added: it decides what the first two throttle.
FUNCTIONS = (VALIDATOR, ANALYZER, NOTIFIER, DRAIN)


class StackHasItsFunctions(Policy):
    """The stack holds the validator, the analyzer, the notifier and the drain, each under its agreed name.

    Validating, scoring and alerting are what the system is for, and without the drain what it accepts under load is
    never decided; a stack that lost one of them would pass every other rule on functions. Further functions may stand
    beside them: every other rule holds for those as well.
    """

    id = "FRAUD_FUNCTION_4"
    severity = Severity.CRITICAL
    applies_to = ("terraform",)
    remediation = (
        "Build the functions in stacks/ with stacks.function.Function, under the names of policies/requirements.py."
    )

    given = {f"aws_lambda_function.{name}": {"function_name": name} for name in FUNCTIONS}
    violating = {
        "has no validator": remove_resources("aws_lambda_function", function_name=VALIDATOR),
        "has no analyzer": remove_resources("aws_lambda_function", function_name=ANALYZER),
        "has no notifier": remove_resources("aws_lambda_function", function_name="notification-sender"),
        "has no drain": remove_resources("aws_lambda_function", function_name=DRAIN),
        "renames them": at_every("aws_lambda_function", {"function_name": "other"}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        present = [function.get("function_name") for function in stack.of("aws_lambda_function")]
        for name in FUNCTIONS:
            if name not in present:
                yield f"has no function named {name}"
