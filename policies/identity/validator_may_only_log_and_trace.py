from policies.core import Severity, controls
from policies.identity.shared.edits import add_grant, remove_statement
from policies.identity.shared.exact_grants import ExactGrants, grants_of_every_function
from policies.identity.shared.example_grants import function_grants
from policies.identity.shared.example_system import allowing, system
from policies.requirements import VALIDATOR


class ValidatorMayOnlyLogAndTrace(ExactGrants):
    """The transaction-validator may write its logs, send traces and read its own environment, exactly.

    It checks one transaction and answers. It reads and changes nothing that is stored, so whoever takes it over gains
    nothing.
    """

    id = "FRAUD_IAM_9"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    user = f"function {VALIDATOR}"
    grants = grants_of_every_function(VALIDATOR)
    remediation = (
        "Make the function's grants in stacks/functions.py those that its code calls; a new call is stated in "
        "policies/identity/validator_may_only_log_and_trace.py as well."
    )

    compliant = allowing(*function_grants(VALIDATOR))
    given = system("aws_lambda_function.validator")
    violating = {
        "may do more": add_grant("ssm:GetParameters", "aws_ssm_parameter"),
        "may not write its logs": remove_statement(0),
        "may not read its environment": remove_statement(2),
    }
