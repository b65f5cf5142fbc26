from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import at_every
from policies.core.expressions import variable


class ParameterValueIsNeverWrittenDown(Policy):
    """Every parameter takes its value from an ephemeral variable, by the write-only argument.

    What stands in `value` is readable in this file, in the saved plan and in the state. A write-only argument of an
    ephemeral variable is in none of them; its version tells Terraform when to write anew.
    """

    id = "FRAUD_PARAMETER_2"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_ssm_parameter",)
    claims = ("value", "insecure_value", "value_wo", "value_wo_version")
    remediation = "Build the parameter with stacks.parameter.SecretParameter, and give it its ephemeral variable."

    compliant = {"value_wo": "${var.ml_model_endpoint}", "value_wo_version": 1}
    given = {"variable.ml_model_endpoint": {"type": "string", "ephemeral": True}}
    violating = {
        "holds a value": {"value": "https://model.example"},
        "holds an insecure value": {"insecure_value": "https://model.example"},
        "writes a literal": {"value_wo": "https://model.example"},
        "writes nothing": {"value_wo": None},
        "has no version": {"value_wo_version": None},
        "has a variable that is kept": at_every("variable", {"ephemeral": None}),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        declared = stack.by_address.get(f"variable.{variable(resource.get('value_wo'))}")
        version = resource.get("value_wo_version")
        if resource.get("value") is not None or resource.get("insecure_value") is not None:
            yield "holds its value in the file, and so in every plan and state"
        if declared is None or declared.get("ephemeral") is not True:
            yield "does not write an ephemeral variable, and nothing else"
        if type(version) is not int or version < 1:
            yield "has no version that says when to write the value anew"
