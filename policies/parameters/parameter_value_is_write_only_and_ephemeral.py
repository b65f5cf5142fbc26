from collections.abc import Iterator

from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.expressions import variable
from policies.core.kinds import Absent, Attributes, Between

IN_THE_FILE = Absent(otherwise="holds its {attribute} in the file, and so in every plan and state")


class ParameterValueIsWriteOnlyAndEphemeral(Attributes):
    """Every parameter takes its value from an ephemeral variable, by the write-only argument.

    What stands in `value` is readable in this file, in the saved plan and in the state. A write-only argument of an
    ephemeral variable is in none of them; its version tells Terraform when to write the value again.
    """

    id = "FRAUD_PARAMETER_2"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_ssm_parameter",)
    claims = ("value_wo",)
    required = {
        "value": IN_THE_FILE,
        "insecure_value": IN_THE_FILE,
        "value_wo_version": Between(1, 2**31 - 1, otherwise="has the value_wo_version {value}, no count from 1"),
    }
    remediation = "Build the parameter with stacks.parameter.SecretParameter, and give it its ephemeral variable."

    compliant = {"value_wo": "${var.ml_model_endpoint}", "value_wo_version": 2_147_483_647}
    given = {"variable.ml_model_endpoint": {"type": "string", "ephemeral": True}}
    violating = {
        "holds a value": {"value": "https://model.example"},
        "holds an insecure value": {"insecure_value": "https://model.example"},
        "writes a literal": {"value_wo": "https://model.example"},
        "writes nothing": {"value_wo": None},
        "counts further than a version goes": {"value_wo_version": 2_147_483_648},
        "has a variable that is kept": at_every("variable", {"ephemeral": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        declared = stack.by_address.get(f"variable.{variable(resource.get('value_wo'))}")
        if declared is None or declared.get("ephemeral") is not True:
            yield "takes its value from something else than an ephemeral variable"
