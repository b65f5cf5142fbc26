from policies.core import Severity
from policies.core.kinds import Absent, Attributes


class ProviderHasNoAlias(Attributes):
    """The provider has no alias.

    Resources do not use a provider with an alias unless they name it: Terraform then adds one by itself that is bound
    to no account and no region.
    """

    id = "FRAUD_FILE_18"
    severity = Severity.CRITICAL
    applies_to = ("provider",)
    required = {"alias": Absent(otherwise="has the alias {value}, so that no resource uses it")}
    remediation = "Remove the alias."
    violating = {"has an alias": {"alias": "elsewhere"}, "has an empty one": {"alias": ""}}
