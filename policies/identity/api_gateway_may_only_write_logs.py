from policies.aws.unscoped import GATEWAY_LOGGING
from policies.core import Severity, controls
from policies.core.known_stacks import ACCOUNT
from policies.identity.shared.edits import add_grant, patch_first_statement
from policies.identity.shared.exact_grants import ExactGrants
from policies.identity.shared.example_system import allow, allowing, system


class ApiGatewayMayOnlyWriteLogs(ExactGrants):
    """API Gateway's own role may do with this account's logs what the service demands, exactly.

    The service refuses a role that may do less. It is one role for all APIs of the account, so its grants cannot be
    narrower than the logs of this account and region.
    """

    id = "FRAUD_IAM_14"
    severity = Severity.HIGH
    controls = (controls.PCI_7_2_5.supports, controls.NIST_AC_6.supports, controls.SOC_CC6_3.supports)
    stacks = (ACCOUNT,)
    user = "gateway"
    grants = {"all logs": GATEWAY_LOGGING}
    remediation = "Make the grants of the role in stacks/gateway_account.py those seven."

    compliant = allowing(allow(" ".join(GATEWAY_LOGGING), "all logs"))
    given = system("aws_api_gateway_account.gateway")
    violating = {
        "may read what a key protects": add_grant("kms:Decrypt", "aws_kms_key"),
        "may only write": patch_first_statement({"Action": ["logs:CreateLogStream", "logs:PutLogEvents"]}),
        "may do it everywhere": patch_first_statement({"Resource": ["*"]}),
    }
