from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import FOLDER
from policies.core.examples import append, remove
from policies.core.snapshot import FOLDER as DIRECTORY
from policies.core.snapshot import LINK, OTHER
from policies.folder.shared.example import BESIDE, HELD, entry, make_each
from policies.folder.shared.expected import expected


class FolderHoldsOnlyTheStackAndItsBundles(Policy):
    """The folder that is deployed holds the manifest, the judged file, its bundles and the lock of its provider.

    Terraform reads every .tf, .tf.json and .auto.tfvars file beside the judged one, and an override there changes what
    was judged. So nothing counts as harmless: no further file, no empty or hidden folder, no link and no pipe.
    """

    id = "FRAUD_FOLDER_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    applies_to = (FOLDER,)
    claims = ("entries",)
    remediation = "Let stacks/ write nothing but what CDKTF synthesizes, the tracked lock, and the stack's bundles."
    waivable = False

    compliant = HELD
    given = BESIDE
    violating = {
        "holds an override": append("entries", item=entry("stacks/example/extra_override.tf.json")),
        "holds a file beside the manifest": append("entries", item=entry("terraform.tfvars")),
        "holds another bundle": append("entries", item=entry("stacks/example/assets/other.zip")),
        "holds a hidden folder": append("entries", item=entry("stacks/example/.terraform", DIRECTORY)),
        "holds a link in the place of the file": make_each(LINK, "/cdk.tf.json"),
        "holds a pipe in the place of a bundle": make_each(OTHER, ".zip"),
        "holds no manifest": remove("entries", 0),
        "holds a link in the place of the lock": make_each(LINK, ".lock.hcl"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        entries = resource.get("entries")
        listed = entries if isinstance(entries, tuple) else ()
        held = {str(each["path"]): str(each["kind"]) for each in listed if isinstance(each, Mapping)}
        wanted = expected(resource, stack)
        for path in sorted(wanted.keys() - held.keys()):
            yield f"lacks {path}"
        for path, kind in sorted(held.items()):
            if path not in wanted:
                yield f"holds {path} ({kind}), which no part of the stack names"
            elif kind != wanted[path]:
                yield f"holds {path}, which is no {wanted[path]} ({kind})"
