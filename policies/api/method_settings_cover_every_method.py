from policies.core import Severity
from policies.core.examples import copy_resource, refer_to_attribute
from policies.core.kinds import Attributes, Exactly, ReferenceTo

STAGE = ReferenceTo("aws_api_gateway_stage", "stage_name", otherwise="is not of the stage in this stack")


class MethodSettingsCoverEveryMethod(Attributes):
    """Method settings are those of every method (`*/*`) of the stage in this stack.

    Settings of one path win over those of all: a second block can switch off throttling and logs where it matters,
    while the first still looks right.
    """

    id = "FRAUD_API_37"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    required = {"method_path": Exactly("*/*", otherwise="is of {value}, not of every method"), "stage_name": STAGE}
    remediation = 'Keep one block, with the method_path "*/*" and the stage construct\'s stage_name.'
    violating = {
        "is of one method": {"method_path": "transaction/POST"},
        "has an exception beside it": copy_resource({"method_path": "transaction/POST"}),
        "is of another stage": {"stage_name": "test"},
        "names the stage by something else": refer_to_attribute("stage_name", attribute="id"),
    }
