from collections.abc import Iterator

from policies.aws.api import refers
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.examples import refer_to_attribute


class StageServesADeploymentOfThisStack(Policy):
    """Every stage is the stage `live`, and serves a deployment of this stack.

    The log group of executions carries the stage's name. A stage of another deployment serves what nobody judged: an
    old method without a key, for instance.
    """

    id = "FRAUD_API_25"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    applies_to = ("aws_api_gateway_stage",)
    claims = ("stage_name", "deployment_id")
    remediation = 'Name the stage "live" and pass the id of the deployment construct.'

    compliant = {"stage_name": "live", "deployment_id": "${aws_api_gateway_deployment.deployment.id}"}
    given = {"aws_api_gateway_deployment.deployment": {}}
    violating = {
        "has another name": {"stage_name": "test"},
        "serves an old deployment": {"deployment_id": "abc123"},
        "names the deployment by something else": refer_to_attribute("deployment_id", attribute="invoke_url"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        name = resource.get("stage_name")
        if name != "live":
            yield f"is the stage {name!r}, not 'live'"
        if not refers(resource.get("deployment_id"), "aws_api_gateway_deployment", "id", stack):
            yield "does not serve the deployment in this stack"
