from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import copy_resource, refer_to_attribute


class MethodSettingsCoverEveryMethod(Policy):
    """Method settings are those of every method (`*/*`) of the stage in this stack.

    Settings of one path win over those of all: a second block can switch off throttling and logs where it matters,
    while the first still looks right.
    """

    id = "FRAUD_API_37"
    severity = Severity.HIGH
    applies_to = ("aws_api_gateway_method_settings",)
    claims = ("method_path", "stage_name")
    remediation = 'Keep one block, with the method_path "*/*" and the stage construct\'s stage_name.'

    compliant = {"method_path": "*/*", "stage_name": "${aws_api_gateway_stage.live.stage_name}"}
    given = {"aws_api_gateway_stage.live": {"stage_name": "live"}}
    violating = {
        "is of one method": {"method_path": "transaction/POST"},
        "has an exception beside it": copy_resource({"method_path": "transaction/POST"}),
        "is of another stage": {"stage_name": "test"},
        "names the stage by something else": refer_to_attribute("stage_name", attribute="id"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        path = resource.get("method_path")
        if path != "*/*":
            yield f"is of {path!r}, not of every method"
        if not refers(resource.get("stage_name"), "aws_api_gateway_stage", "stage_name", stack):
            yield "is not of the stage in this stack"
