from collections.abc import Iterator

from policies.aws.dependencies import created_first
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE
from policies.core.terraform_file import is_resource
from policies.file.shared.edits import be_needed_by
from policies.file.shared.replacements import MAY_EXIST_TWICE, PARTS_OF_THE_API

NOT_FIXED = {**MAY_EXIST_TWICE, **PARTS_OF_THE_API}
DEPLOYMENT, INTEGRATION = "aws_api_gateway_deployment", "aws_api_gateway_integration"


class CreateBeforeDestroyReachesNoFixedIdentity(Policy):
    """Nothing that AWS knows by a name is created before it is destroyed.

    Terraform lets create_before_destroy spread to all that a resource depends on, by references and depends_on. A
    function, a role or a log group that must be replaced can then never be: AWS refuses a second one of its name. A
    queue is worse: AWS takes the second for the first, Terraform deletes it, and reports success.
    """

    id = "FRAUD_FILE_53"
    severity = Severity.HIGH
    controls = (controls.NIST_CP_10.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Name it by its ARN as text, as stacks/api.py does, and let the stage wait for it."

    compliant = {"name": "example"}
    violating = {
        "says so itself": {"lifecycle": {"create_before_destroy": True}},
        "says so in a text": {"lifecycle": {"create_before_destroy": "true"}},
        "is waited for by a deployment": be_needed_by(DEPLOYMENT, by_waiting=True),
        "is waited for by an integration": be_needed_by(INTEGRATION, DEPLOYMENT, by_waiting=True),
        "is referred to by an integration": be_needed_by(INTEGRATION, DEPLOYMENT, by_waiting=False),
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_resource(resource.type) and resource.type not in NOT_FIXED

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        way = stack.once(created_first).get(resource.address)
        if way:
            because = f", since {way[0]} depends on {', which depends on '.join(way[1:])}" if way[1:] else ""
            yield f"is created before it is destroyed, and AWS cannot hold two of it{because}"
