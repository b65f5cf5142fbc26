from collections.abc import Iterator

from policies.aws.names import name_of
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.identity.shared.exact_grants import ASKED_THEMSELVES, lacks_its_policy
from policies.identity.shared.new_function_edits import add_function
from policies.requirements import VALIDATOR


class UserOfARoleHasOnePolicyOfItsGrants(Policy):
    """Every function and every workflow has exactly one policy that says what it may do.

    That a role is granted what its code calls is not enough: whoever writes the code would decide what it may do. So
    the owners of the rules say it too, function by function; two policies that say it could say different things.
    """

    id = "FRAUD_IAM_24"
    severity = Severity.CRITICAL
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    applies_to = ASKED_THEMSELVES
    remediation = "State the grants of a new function in a policy of its own, as in policies/identity/*_may_only_*.py."
    waivable = False

    compliant = {"function_name": "fraud-analyzer"}
    given = {
        "aws_sfn_state_machine.workflow": {"name": "transaction-processing"},
        f"aws_lambda_function.{VALIDATOR}": {"function_name": VALIDATOR},
    }
    violating = {
        "stands beside a new one that lacks nothing else": add_function,
        "is a new one": {"function_name": "no-such-function", "name": "no-such-function"},
        "has no name": {"function_name": None, "name": None},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        return lacks_its_policy(name_of(resource, stack))
