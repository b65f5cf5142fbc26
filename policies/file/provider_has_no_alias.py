from policies.core import Severity
from policies.core.kinds import Absent, Attributes
from policies.core.known_stacks import KNOWN_STACKS


class ProviderHasNoAlias(Attributes):
    """The provider has no alias.

    Resources do not use a provider with an alias unless they name it: Terraform then adds one by itself that is bound
    to no account and no region.
    """

    id = "FRAUD_FILE_18"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = ("provider",)
    required = {"alias": Absent(otherwise="has the alias {value}, so that no resource uses it")}
    remediation = "Remove the alias."
    violating = {"has an alias": {"alias": "elsewhere"}, "has an empty one": {"alias": ""}}
