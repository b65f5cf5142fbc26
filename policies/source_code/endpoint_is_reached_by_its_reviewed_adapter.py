from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.endpoint_url import addressed_otherwise
from policies.source_code.shared.example import SOURCE, adds, bundle, replace_adapter, replace_imported_adapter
from policies.source_code.shared.modules import file_of

# SHA-256 of the adapter, and of what reads its parameter, as the owners of the rules have reviewed them.
REVIEWED = {
    "lambdas/fraud_analyzer/endpoint.py": "sha256:695101ca94ac0e156af50f21f432742e3b5baba615d81027239032b1b02089e2",
    "lambdas/shared/parameters.py": "sha256:51988903fa84c2ddacbaabce355ad50f8fa335079d3f68a54231b5c80d650057",
}


class EndpointIsReachedByItsReviewedAdapter(Policy):
    """The one module that talks raw HTTP is, to the byte, the one that was reviewed, and its parameter says where to.

    What it may import leads to any host, so no list of imports can say what it does, nor that it signs what it asks
    and takes no answer that was not signed for its request. Its digest stands here instead: a change of it needs the
    word of the owners of the rules. So does a change of the module that reads the parameter.
    """

    id = "FRAUD_CODE_8"
    severity = Severity.CRITICAL
    controls = (controls.NIST_SC_7.supports, controls.NIST_CM_3.supports)
    applies_to = (BUNDLE,)
    remediation = (
        "Have the owners of the rules review the change, and put the new digest into "
        "policies/source_code/endpoint_is_reached_by_its_reviewed_adapter.py."
    )
    waivable = False

    compliant = bundle(handler=SOURCE)
    violating = {
        "talks to another host": replace_adapter,
        "talks to another host where another function calls it": replace_imported_adapter,
        "gives another address": adds("from . import endpoint\nendpoint.scorer('https://example.com', seconds=1)"),
        "takes the address from elsewhere": adds("from . import endpoint\nwhere = 'https://example.com'"),
        "hands on the adapter": adds("from . import endpoint\npartial(endpoint.scorer, 'https://example.com')"),
        "posts by itself": adds("from .endpoint import post"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        members = resource.get("members")
        for member in members if isinstance(members, Mapping) else ():
            file, digest = file_of(member), resource.get("members", member, "sha256")
            if file in REVIEWED and f"sha256:{digest}" != REVIEWED[file]:
                yield f"{file}:1 is not the module that was reviewed, but one of sha256:{digest}"
        yield from in_each(resource, addressed_otherwise)
