from policies.core import Severity, controls
from policies.identity.shared.called_more_edits import call_histories
from policies.identity.shared.edits import add_grant, remove_statement, replace_encryption_context
from policies.identity.shared.exact_grants import ExactGrants, grants_of_every_function, grants_of_reading
from policies.identity.shared.example_grants import function_grants, parameter_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import ANALYZER, ENDPOINT


class AnalyzerMayOnlyReadItsEndpoint(ExactGrants):
    """The fraud-analyzer may read where its model is, besides what every function may, exactly.

    It scores the transaction that it gets, and needs no templates, no stored transactions and no topic.
    """

    id = "FRAUD_IAM_10"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"function {ANALYZER}"
    grants = {
        **grants_of_every_function(ANALYZER),
        **grants_of_reading(ENDPOINT),
    }
    remediation = (
        "Make the function's grants in stacks/functions.py those that its code calls; a new call is stated in "
        "policies/identity/analyzer_may_only_read_its_endpoint.py as well."
    )

    compliant = allowing(*function_grants(ANALYZER), *parameter_grants("endpoint"))
    given = system("aws_lambda_function.analyzer")
    violating = {
        "may read a template": add_grant("ssm:GetParameters", "aws_ssm_parameter", named="template/sms"),
        "may read histories by itself, as its code does": call_histories(ANALYZER, "dynamodb:GetItem"),
        "may not read its endpoint": remove_statement(3),
        "may not decrypt it": remove_statement(4),
        "may decrypt what is no parameter": replace_encryption_context("PARAMETER_ARN", ENDPOINT),
    }
