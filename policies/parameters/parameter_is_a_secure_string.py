from policies.core import Severity, controls
from policies.core.kinds import Attributes, Exactly, OneOf


class ParameterIsASecureString(Attributes):
    """Every parameter is a SecureString of plain text, in the standard tier.

    String and StringList are stored as they are, and shown to whoever may list parameters. Other data types and tiers
    make Parameter Store validate, expire or encrypt by rules that are not judged here.
    """

    id = "FRAUD_PARAMETER_1"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports,)
    applies_to = ("aws_ssm_parameter",)
    required = {
        "type": Exactly("SecureString", otherwise="is of the type {value}, not a SecureString"),
        "data_type": OneOf("text", None, otherwise="holds {value}, not text"),
        "tier": OneOf("Standard", None, otherwise="is of the tier {value}, not Standard"),
    }
    remediation = "Build the parameter with stacks.parameter.SecretParameter: it is a SecureString."
    compliant = {"data_type": "text", "tier": "Standard"}
    violating = {
        "is a plain string": {"type": "String"},
        "is a plain list": {"type": "StringList"},
        "spells it otherwise": {"type": "securestring"},
        "is an image's id": {"data_type": "aws:ec2:image"},
        "is of the advanced tier": {"tier": "Advanced"},
    }
