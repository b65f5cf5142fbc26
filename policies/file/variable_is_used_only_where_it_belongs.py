from collections.abc import Iterator, Mapping

from policies.core import Resource, Stack, controls
from policies.core.expressions import VARIABLE, variable
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.resources import strings_in
from policies.core.strict_json import Json
from policies.requirements import CONTACTS

ANYWHERE = "account_id"
BELONGS: Mapping[tuple[str, str], frozenset[str]] = {
    ("aws_sns_topic_subscription", "endpoint"): frozenset(
        {"alert_email", "alert_phone", "operations_email", *CONTACTS}
    ),
    ("aws_ssm_parameter", "value_wo"): frozenset({"ml_model_endpoint", "email_template", "sms_template"}),
}


class VariableIsUsedOnlyWhereItBelongs(Policy):
    """A variable stands only where its value is meant to go, and only the account's number anywhere.

    What a variable holds is decided at deploy time: a limit, a policy or a name that it decides has not been judged.
    An address belongs to a subscription, a secret to a write-only value; elsewhere they would be stored in the clear.
    """

    id = "FRAUD_FILE_3"
    severity = Severity.HIGH
    controls = (controls.PCI_8_6_2.supports,)
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = (
        "Write the value into stacks/settings.py, or keep a secret in a SecureString and pass its name; where a new "
        "variable belongs is said in policies/file/variable_is_used_only_where_it_belongs.py."
    )

    compliant = {"name": "alerts-${var.account_id}"}
    given = {"aws_sns_topic_subscription.email": {"endpoint": "${var.alert_email}"}}
    violating = {
        "is decided at deploy time": {"description": "${var.limit}"},
        "shows an address": {"description": "write to ${var.alert_email}, please"},
        "shows a secret": {"tags": {"${var.ml_model_endpoint}": "x"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if not any("${var." in text for text in resource.strings()):
            return
        for attribute, value in resource.values.items():
            if variable(value) not in BELONGS.get((resource.type, attribute), ()):
                for name in _variables_in({attribute: value}):
                    if name != ANYWHERE:
                        yield f"holds the variable {name} in {attribute}, where it does not belong"


def _variables_in(value: Json) -> Iterator[str]:
    return (match["name"] for text in strings_in(value) if "${" in text for match in VARIABLE.finditer(text))
