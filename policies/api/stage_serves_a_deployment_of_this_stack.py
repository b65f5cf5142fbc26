from policies.core import Severity, controls
from policies.core.examples import refer_to_attribute
from policies.core.kinds import Attributes, Exactly, ReferenceTo

DEPLOYMENT = ReferenceTo("aws_api_gateway_deployment", "id", otherwise="does not serve the deployment in this stack")


class StageServesADeploymentOfThisStack(Attributes):
    """Every stage is the stage `live`, and serves a deployment of this stack.

    The name of the execution log group holds the stage's name. A stage of another deployment serves what nobody
    judged: an old method without a key, for instance.
    """

    id = "FRAUD_API_25"
    severity = Severity.HIGH
    controls = (controls.NIST_CM_3.supports,)
    applies_to = ("aws_api_gateway_stage",)
    required = {
        "stage_name": Exactly("live", otherwise="is the stage {value}, not 'live'"),
        "deployment_id": DEPLOYMENT,
    }
    remediation = 'Name the stage "live" and pass the id of the deployment construct.'
    violating = {
        "has another name": {"stage_name": "test"},
        "names the deployment by something else": refer_to_attribute("deployment_id", attribute="invoke_url"),
    }
