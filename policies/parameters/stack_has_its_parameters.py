from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import at_every
from policies.requirements import ENDPOINT

TYPE = "aws_ssm_parameter"
TEMPLATES = ("/fraud-detection/notification-template/email", "/fraud-detection/notification-template/sms")


class StackHasItsParameters(Policy):
    """The stack holds the parameters for the model's endpoint and for both templates, under their agreed names.

    What the functions read at run time is kept there, encrypted, and nowhere else. Further parameters may stand
    beside them, and every other rule holds for those as well.
    """

    id = "FRAUD_PARAMETER_3"
    severity = Severity.HIGH
    applies_to = ("terraform",)
    remediation = (
        "Build the three parameters in stacks/ with stacks.parameter.SecretParameter, under the names of "
        "policies/parameters/stack_has_its_parameters.py."
    )

    given = {f"{TYPE}.p{at}": {"name": name} for at, name in enumerate((ENDPOINT, *TEMPLATES))}
    violating = {
        "renames the endpoint": at_every(TYPE, {"name": "/fraud-detection/other"}, name=ENDPOINT),
        "renames a template": at_every(TYPE, {"name": "/fraud-detection/other"}, name=TEMPLATES[1]),
        "leaves the names to Terraform": at_every(TYPE, {"name": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        present = [parameter.get("name") for parameter in stack.of(TYPE)]
        for name in (ENDPOINT, *TEMPLATES):
            if name not in present:
                yield f"has no parameter named {name}"
