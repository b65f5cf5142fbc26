from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.environment import misread
from policies.source_code.shared.example import SOURCE, adds, bundle


class CodeReadsOnlyItsOwnEnvironment(Policy):
    """No module of a bundle reads more of the environment than the variables that the stack sets, by their names.

    Lambda hands the credentials of the role to the code by its environment, and libraries go by what stands there: who
    may read all of it has the credentials, and who may write to it says where AWS is.
    """

    id = "FRAUD_CODE_5"
    severity = Severity.CRITICAL
    controls = (
        controls.PCI_6_2_4.supports,
        controls.NIST_CM_7.supports,
    )
    applies_to = (BUNDLE,)
    remediation = "Read one variable, by its literal name, that the stack sets."
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "reads the credentials": adds("os.environ['AWS_SECRET_ACCESS_KEY']"),
        "reads all of it": adds("dict(os.environ)"),
        "reads what is not said": adds("os.environ[__name__]"),
        "gives it away": adds("environment = os.environ"),
        "says where AWS is": adds("os.environ['AWS_ENDPOINT_URL'] = 'https://example.com'"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from in_each(resource, misread)
