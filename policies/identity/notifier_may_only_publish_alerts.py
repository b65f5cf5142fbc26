from policies.core import Severity, controls
from policies.identity.shared.called_more_edits import call_histories
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants, grants_of_every_function, grants_of_reading
from policies.identity.shared.example_grants import function_grants, notifier_grants
from policies.identity.shared.example_system import allowing, system

NAME = "notification-sender"
TEMPLATES = [f"/fraud-detection/notification-template/{kind}" for kind in ("email", "sms")]


class NotifierMayOnlyPublishAlerts(ExactGrants):
    """The notification-sender may read its templates and publish to fraud-alerts, besides what every function may.

    It notifies customers and nobody else, so it may not publish to the operators' topic.
    """

    id = "FRAUD_IAM_11"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"function {NAME}"
    grants = {
        **grants_of_every_function(NAME),
        **grants_of_reading(*TEMPLATES),
        "topic fraud-alerts": ("sns:Publish",),
        "key messages for topic fraud-alerts": ("kms:Decrypt", "kms:GenerateDataKey"),
    }
    remediation = (
        "Make the function's grants in stacks/functions.py those that its code calls; a new call is stated in "
        "policies/identity/notifier_may_only_publish_alerts.py as well."
    )

    compliant = allowing(*function_grants(NAME), *notifier_grants())
    given = system("aws_lambda_function.notifier")
    violating = {
        "may publish to the operators": add_grant("sns:Publish", "aws_sns_topic", named="operations"),
        "may read histories, as its code does": call_histories(NAME, "dynamodb:GetItem"),
        "may not publish": remove_statement(5),
    }
