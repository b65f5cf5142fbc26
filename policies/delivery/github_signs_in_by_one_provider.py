from collections.abc import Iterator

from policies.aws.github import AUDIENCE, ISSUER, PROVIDER
from policies.core import Resource, Severity, Stack, controls
from policies.core.examples import copy_resource
from policies.core.kinds import Absent, Attributes, Exactly
from policies.core.known_stacks import DELIVERY


class GithubSignsInByOneProvider(Attributes):
    """The only provider that vouches for others is GitHub Actions, for tokens that are meant for AWS.

    A run of a workflow gets credentials for an hour by it, and no access key is stored anywhere. With another address,
    whoever runs a server there could be anybody; tokens for another audience are meant for somebody else.
    """

    id = "FRAUD_DELIVERY_21"
    severity = Severity.CRITICAL
    controls = (controls.PCI_8_6_2.supports, controls.NIST_AC_6.supports)
    stacks = (DELIVERY,)
    applies_to = (PROVIDER,)
    required = {
        "url": Exactly(f"https://{ISSUER}", otherwise="lets {value} vouch for whoever signs in"),
        "client_id_list": Exactly([AUDIENCE], otherwise="takes tokens that are meant for {value}"),
        # AWS knows by itself who signs GitHub's certificates.
        "thumbprint_list": Absent(otherwise="trusts a certificate by its thumbprint: {value}"),
    }
    remediation = "Build it with stacks.github.Github, once."
    violating = {"stands beside another": copy_resource()}

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        yield from super().violations(resource, stack)
        if len(stack.of(PROVIDER)) != 1:
            yield "is one of several"
