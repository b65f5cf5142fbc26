"""What is decided at deploy time."""

from collections.abc import Mapping
from dataclasses import dataclass

from cdktf import TerraformVariable, TerraformVariableValidationConfig
from constructs import Construct

from stacks.settings import Settings


@dataclass(frozen=True)
class Contact:
    """References to the variables of one customer's address and number."""

    email: str
    phone: str


class Variables:
    """The Terraform variables, none with a default; each attribute is a reference to one."""

    def __init__(self, scope: Construct, settings: Settings) -> None:
        account_id(scope)
        self.alert_email = _sensitive(scope, "alert_email", "Receives the alerts that customers get by e-mail")
        self.alert_phone = _sensitive(scope, "alert_phone", "Receives the alerts that customers get by SMS, in E.164")
        self.customers: Mapping[str, Contact] = {name: _contact(scope, name) for name in settings.customers}
        self.operations_email = _sensitive(scope, "operations_email", "Receives the alarms")
        self.ml_model_endpoint = _ephemeral(
            scope, "ml_model_endpoint", 'The word local, or {"url": ..., "key": ...} of the model that is to be asked'
        )
        self.email_template = _ephemeral(scope, "email_template", "The text of an alert by e-mail")
        self.sms_template = _ephemeral(scope, "sms_template", "The text of an alert by SMS")


def account_id(scope: Construct) -> None:
    """Declare the one value that every stack leaves open."""
    TerraformVariable(
        scope,
        "account_id",
        type="string",
        nullable=False,
        description="The twelve digits of the only AWS account that this may be deployed to",
        validation=[
            TerraformVariableValidationConfig(
                condition='${can(regex("^[0-9]{12}$", var.account_id))}',
                error_message="account_id must be the twelve digits of an AWS account.",
            )
        ],
    )


def _contact(scope: Construct, customer: str) -> Contact:
    email = _sensitive(scope, f"alert_email_of_{customer}", "Receives this customer's alerts by e-mail")
    phone = _sensitive(scope, f"alert_phone_of_{customer}", "Receives this customer's alerts by SMS, in E.164")
    return Contact(email, phone)


def _sensitive(scope: Construct, name: str, description: str) -> str:
    return _variable(scope, name, description).string_value


def _ephemeral(scope: Construct, name: str, description: str) -> str:
    variable = _variable(scope, name, description)
    # CDKTF has no argument for it.
    variable.add_override("ephemeral", True)
    return variable.string_value


def _variable(scope: Construct, name: str, description: str) -> TerraformVariable:
    return TerraformVariable(scope, name, type="string", nullable=False, sensitive=True, description=description)
