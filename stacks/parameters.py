"""The secret settings of the functions."""

from constructs import Construct

from stacks.key import Key
from stacks.parameter import SecretParameter
from stacks.settings import Settings
from stacks.variables import Variables


class Parameters(Construct):
    """Where the model is asked, and the texts of alerts."""

    def __init__(self, scope: Construct, *, variables: Variables, key: Key, settings: Settings) -> None:
        super().__init__(scope, "parameters")
        named = {
            "ml-model-endpoint": variables.ml_model_endpoint,
            "notification-template/email": variables.email_template,
            "notification-template/sms": variables.sms_template,
        }
        self.model_endpoint, self.email_template, self.sms_template = (
            SecretParameter(self, name.replace("/", "-"), name=name, value=value, key=key, settings=settings)
            for name, value in named.items()
        )
