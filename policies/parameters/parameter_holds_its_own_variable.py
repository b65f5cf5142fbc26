from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import Address, Draft, at_every, named_edit
from policies.requirements import ENDPOINT

TYPE = "aws_ssm_parameter"
EMAIL = "/fraud-detection/notification-template/email"
SMS = "/fraud-detection/notification-template/sms"
VALUES = {
    ENDPOINT: "${var.ml_model_endpoint}",
    EMAIL: "${var.email_template}",
    SMS: "${var.sms_template}",
}


@named_edit("gives the e-mail's template to the SMS, and the SMS's to the e-mail")
def exchange_templates(draft: Draft, at: Address) -> None:
    (email,), (sms,) = draft.of(TYPE, name=EMAIL), draft.of(TYPE, name=SMS)
    draft[email]["value_wo"], draft[sms]["value_wo"] = draft[sms]["value_wo"], draft[email]["value_wo"]


class ParameterHoldsItsOwnVariable(Policy):
    """Each agreed parameter holds the variable that is meant for it, not another's secret.

    A template is sent to customers: with the wrong variable behind it, they would read the model's endpoint in their
    alerts.
    """

    id = "FRAUD_PARAMETER_4"
    severity = Severity.HIGH
    applies_to = ("aws_ssm_parameter",)
    remediation = "Give stacks.parameter.SecretParameter the variable that is named like the parameter."

    compliant = {"name": ENDPOINT, "value_wo": VALUES[ENDPOINT]}
    given = {
        f"{TYPE}.email": {"name": EMAIL, "value_wo": VALUES[EMAIL]},
        f"{TYPE}.sms": {"name": SMS, "value_wo": VALUES[SMS]},
    }
    violating = {
        "scores by a template": at_every(TYPE, {"value_wo": VALUES[SMS]}, name=ENDPOINT),
        "mails the endpoint": at_every(TYPE, {"value_wo": VALUES[ENDPOINT]}, name=EMAIL),
        "texts the endpoint": at_every(TYPE, {"value_wo": VALUES[ENDPOINT]}, name=SMS),
        "mails what is for an SMS": exchange_templates,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.get("name") in tuple(VALUES)

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        for name, value in VALUES.items():
            if resource.get("name") == name and resource.get("value_wo") != value:
                yield f"does not take its value from {value}, which is meant for it"
