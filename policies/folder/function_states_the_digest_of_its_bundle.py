from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import BUNDLE, FUNCTION
from policies.core.examples import at_every, remove, remove_resources
from policies.folder.shared.example import BESIDE, BUNDLED

OTHER = f"{'B' * 42}A="


class FunctionStatesTheDigestOfItsBundle(Policy):
    """Every function states the SHA-256 of the very bundle that lies beside the file.

    By this digest Terraform tells whether the code has changed. With that of another bundle, the function keeps code
    that nobody judged, or gets it.
    """

    id = "FRAUD_FOLDER_5"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    applies_to = (BUNDLE,)
    claims = ("filename", "digest")
    remediation = "Give source_code_hash the digest of the bundle that is written, as stacks/function.py does."
    waivable = False

    compliant = BUNDLED
    given = BESIDE
    violating = {
        "is another bundle": {"digest": OTHER},
        "lies elsewhere": {"filename": "assets/other.zip"},
        "has no digest": remove("digest"),
        "is of a function that states another": at_every(FUNCTION, {"source_code_hash": OTHER}),
        "is of a function that states none": at_every(FUNCTION, remove("source_code_hash")),
        "is of a function that runs another": at_every(FUNCTION, {"filename": "assets/other.zip"}),
        "is of no function": remove_resources(FUNCTION),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        digest, functions = resource.get("digest"), stack.having(FUNCTION, "filename", resource.get("filename"))
        if not functions:
            yield "is the code of no function"
        for function in functions:
            stated = function.get("source_code_hash")
            if digest is None or stated != digest:
                yield f"has the digest {digest}, and {function.place} states {stated!r}"
