from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls


class ParameterIsASecureString(Policy):
    """Every parameter is a SecureString of plain text, in the standard tier.

    String and StringList are stored as they are, and shown to whoever may list parameters. Other data types and tiers
    make Parameter Store validate, expire or encrypt by rules that are not judged here.
    """

    id = "FRAUD_PARAMETER_1"
    severity = Severity.CRITICAL
    waivable = False
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_ssm_parameter",)
    claims = ("type", "data_type", "tier")
    remediation = "Build the parameter with stacks.parameter.SecretParameter: it is a SecureString."

    compliant = {"type": "SecureString"}
    violating = {
        "is a plain string": {"type": "String"},
        "is a plain list": {"type": "StringList"},
        "says nothing": {"type": None},
        "spells it otherwise": {"type": "securestring"},
        "is an image's id": {"data_type": "aws:ec2:image"},
        "is of the advanced tier": {"tier": "Advanced"},
        "is decided at deploy time": {"type": "${var.type}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("type") != "SecureString":
            yield f"is a {resource.get('type')!r}, not a SecureString"
        if resource.get("data_type") not in (None, "text"):
            yield f"holds {resource.get('data_type')!r}, not text"
        if resource.get("tier") not in (None, "Standard"):
            yield f"is of the tier {resource.get('tier')!r}, not Standard"
