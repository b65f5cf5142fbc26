from policies.core import Severity
from policies.core.expressions import ACCOUNT
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import KNOWN_STACKS


class ProviderIsBoundToOneAccount(Attributes):
    """The provider accepts no account but the one whose number is given.

    That number stands in every policy of the stack. With credentials of another account, the provider must stop
    before it makes anything there.
    """

    id = "FRAUD_FILE_20"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {
        "allowed_account_ids": Exactly([ACCOUNT]),
        "forbidden_account_ids": Absent(
            otherwise="has forbidden_account_ids, which may contradict allowed_account_ids"
        ),
    }
    remediation = "Pass AwsProvider allowed_account_ids with stacks.document.ACCOUNT alone."
    violating = {
        "accepts a second": {"allowed_account_ids": [ACCOUNT, "0" * 11 + "x"]},
        "accepts what a list says": {"allowed_account_ids": "${var.accounts}"},
        "refuses some": {"forbidden_account_ids": [ACCOUNT]},
    }
