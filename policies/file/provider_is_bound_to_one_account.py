from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.expressions import ACCOUNT


class ProviderIsBoundToOneAccount(Policy):
    """The provider accepts no account but the one whose number is given.

    That number stands in every policy of the stack. With credentials of another account, the provider must stop
    before it makes anything there.
    """

    id = "FRAUD_FILE_20"
    severity = Severity.HIGH
    applies_to = ("provider",)
    claims = ("allowed_account_ids", "forbidden_account_ids")
    remediation = "Pass AwsProvider allowed_account_ids with stacks.document.ACCOUNT alone."

    compliant = {"allowed_account_ids": [ACCOUNT]}
    violating = {
        "accepts any": {"allowed_account_ids": None},
        "accepts a second": {"allowed_account_ids": [ACCOUNT, "0" * 11 + "x"]},
        "accepts what a list says": {"allowed_account_ids": "${var.accounts}"},
        "refuses some": {"forbidden_account_ids": [ACCOUNT]},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("allowed_account_ids") != (ACCOUNT,):
            yield f"accepts the accounts {resource.get('allowed_account_ids')!r}, not {ACCOUNT} alone"
        if "forbidden_account_ids" in resource.values:
            yield "refuses accounts by a list of its own, which contradicts the one that it accepts"
