"""The functions, each with the environment and the grants of what it does."""

from collections.abc import Mapping
from functools import partial

from constructs import Construct

from stacks import schema
from stacks.bundle import Bundle
from stacks.document import document
from stacks.function import Function
from stacks.grants import publish, read_parameters
from stacks.keys import Keys
from stacks.parameters import Parameters
from stacks.settings import Settings
from stacks.topic import Topic

VALIDATOR, ANALYZER, NOTIFIER = "transaction-validator", "fraud-analyzer", "notification-sender"
DRAIN = "transaction-drain"
NAMES = (
    VALIDATOR,
    ANALYZER,
    NOTIFIER,
    DRAIN,
)


class Functions:
    """`code` maps each function's name to its bundle; environments hold names, numbers and no secret."""

    def __init__(
        self,
        scope: Construct,
        *,
        code: Mapping[str, Bundle],
        keys: Keys,
        parameters: Parameters,
        alerts: Topic,
        settings: Settings,
    ) -> None:
        model, email, sms = parameters.model_endpoint, parameters.email_template, parameters.sms_template
        secrets = {"key_arn": keys.configuration.arn, "region": settings.region}
        function = partial(Function, scope, key=keys.configuration, logs_key=keys.logs, settings=settings)
        reading = {
            "CALL_TIMEOUT_MS": str(settings.call_timeout_ms),
            "PARAMETER_CACHE_SECONDS": str(settings.parameter_cache),
        }
        validating = {
            "TRANSACTION_SCHEMA": document(schema.transaction()),
            "MAXIMUM_AGE_HOURS": str(settings.transaction_age_hours),
            "MAXIMUM_CLOCK_SKEW_MINUTES": str(settings.clock_skew_minutes),
            "MAXIMUM_RATE_AGE_DAYS": str(settings.rate_age_days),
            "LARGEST_AMOUNT_USD": str(settings.largest_amount_usd),
        }
        analyzing = {
            **reading,
            "MODEL_ENDPOINT_PARAMETER": model.name,
            "MODEL_TIMEOUT_MS": str(settings.model_timeout_ms),
            "REVIEW_THRESHOLD": str(settings.review_threshold),
        }
        endpoint = read_parameters([model.arn], **secrets)
        self.validator = function(VALIDATOR, code=code[VALIDATOR], environment=validating, grants=[])
        self.analyzer = function(ANALYZER, code=code[ANALYZER], environment=analyzing, grants=endpoint)
        # For whoever does what both do, in a process of its own.
        self.deciding: Mapping[str, str] = {**validating, **analyzing}
        self.deciding_grants = endpoint
        self.notifier = function(
            NOTIFIER,
            code=code[NOTIFIER],
            environment={
                **reading,
                "TOPIC_ARN": alerts.arn,
                "EMAIL_TEMPLATE_PARAMETER": email.name,
                "SMS_TEMPLATE_PARAMETER": sms.name,
            },
            grants=[
                *read_parameters([email.arn, sms.arn], **secrets),
                *publish(alerts.arn, key_arn=alerts.key_arn, region=settings.region),
            ],
        )
        self.all = (
            self.validator,
            self.analyzer,
            self.notifier,
        )
