from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE, SOURCE
from policies.core.examples import remove_resources
from policies.core.text import few
from policies.folder.shared.example import BESIDE, BUNDLED, add_member, change_the_handler, leave_out_the_handler
from policies.folder.shared.expected import digests


class BundleHoldsItsSources(Policy):
    """Every bundle holds the sources of its function in lambdas/, byte for byte, and nothing else.

    What is reviewed are the sources, and what runs is the bundle. So what it must hold is decided apart from the code
    that packs it: the tracked files of the function's package, and the shared code that these import.
    """

    id = "FRAUD_FOLDER_3"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    applies_to = (BUNDLE,)
    claims = ("members", "problem")
    remediation = "Let stacks/bundle.py pack what git tracks in lambdas/; add a new file with `git add`."
    waivable = False

    compliant = BUNDLED
    given = BESIDE
    violating = {
        "holds one module more": add_member("lambdas/shared/more.py"),
        "lacks a module": leave_out_the_handler,
        "holds another byte": change_the_handler,
        "cannot be read": {"members": None, "problem": "is no zip file"},
        "cannot be read to its end": {"problem": "ends early"},
        "holds nothing": {"members": None},
        "is of no sources": remove_resources(SOURCE),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        source = stack.by_address.get(f"{SOURCE}.{resource.name}")
        held, wanted = digests(resource), digests(source) if source else {}
        if resource.get("problem"):
            yield f"{resource.get('problem')}"
            return
        if not wanted:
            yield "is of no function in lambdas/"
        more, less = sorted(held.keys() - wanted.keys()), sorted(wanted.keys() - held.keys())
        other = sorted(name for name in held.keys() & wanted.keys() if held[name] != wanted[name])
        if more:
            yield f"holds {few(more)}, no tracked source of the function"
        if less:
            yield f"lacks {few(less)}, a source of the function"
        if other:
            yield f"holds {few(other)} with other bytes than in lambdas/"
