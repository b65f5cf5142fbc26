import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from policies.aws.names_in_reach import MAKES, before, in_reach
from policies.aws.region import region
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import PLAIN
from policies.core.known_stacks import DEPLOYED

OTHER = dict.fromkeys(("name", "function_name", "alarm_name", "dashboard_name"), "other")


class NameIsWithinReachOfADeploy(Policy):
    """Whatever has a name is called as the role that deploys may make it.

    That role is allowed the names that are agreed, and no others. AWS refuses any other name when the deploy is half
    done, and somebody would widen the role in a hurry.
    """

    id = "FRAUD_DELIVERY_26"
    severity = Severity.MEDIUM
    controls = (controls.NIST_AC_6.supports,)
    stacks = DEPLOYED
    applies_to = tuple(MAKES)
    remediation = (
        "Give it such a name, or add it to stacks/names.py or stacks/deploy_services.py, and to "
        "policies/aws/deploy_grants.toml, and deploy the stack `delivery` first."
    )

    compliant = {"name": "transactions"}
    violating = {"is called otherwise": OTHER, "leaves its name to Terraform": dict.fromkeys(OTHER, None)}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        action, _, attribute = MAKES[resource.type]
        here = region(stack)
        # An API's own log is called by the API's id.
        arn = before(resource.type, here) + re.sub(PLAIN, "id", str(resource.get(attribute)))
        if not any(fnmatchcase(arn, pattern) for pattern in in_reach(resource.type, here)):
            yield f"is {arn}, where the role that deploys may not do {action}"
