from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import FOLDER
from policies.core.examples import append, remove
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.snapshot import FOLDER as DIRECTORY
from policies.core.snapshot import LINK, OTHER
from policies.folder.shared.example import BESIDE, HELD, add_entry, entry, leave_out_the_other_stacks, make_each
from policies.folder.shared.expected import expected, is_of_another


class FolderHoldsOnlyTheStackAndItsBundles(Policy):
    """The folder that is deployed holds the manifest, each stack's file and lock, and the bundles that the files name.

    Terraform reads every .tf, .tf.json and .auto.tfvars file beside the judged one, and an override there changes what
    was judged. So nothing counts as harmless: no further file, no empty or hidden folder, no link and no pipe.
    """

    id = "FRAUD_FOLDER_1"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    applies_to = (FOLDER,)
    claims = ("entries",)
    remediation = "Let stacks/ write nothing but what CDKTF synthesizes, the tracked lock, and the stack's bundles."
    waivable = False

    compliant = HELD
    given = BESIDE
    violating = {
        "does not say what it holds": {"entries": None},
        "holds an override": add_entry("extra_override.tf.json"),
        "holds a file beside the manifest": append("entries", item=entry("terraform.tfvars")),
        "holds another bundle": add_entry("assets/other.zip"),
        "holds a hidden folder": add_entry(".terraform", DIRECTORY),
        "holds a link in the place of the file": make_each(LINK, "/cdk.tf.json"),
        "holds a pipe in the place of a bundle": make_each(OTHER, ".zip"),
        "holds no manifest": remove("entries", 0),
        "holds a link in the place of the lock": make_each(LINK, ".lock.hcl"),
        "holds a stack that nobody knows": append("entries", item=entry("stacks/other/cdk.tf.json")),
        "lacks the other stacks' files": leave_out_the_other_stacks,
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        entries = resource.get("entries")
        listed = entries if isinstance(entries, tuple) else ()
        held = {str(each.get("path")): str(each.get("kind")) for each in listed if isinstance(each, Mapping)}
        wanted = expected(resource, stack)
        for path in sorted(wanted.keys() - held.keys()):
            yield f"lacks {path}"
        for path, kind in sorted(held.items()):
            if path not in wanted and not is_of_another(path, resource):
                yield f"holds {path} ({kind}), which no part of the stack names"
            elif kind != wanted.get(path, kind):
                yield f"holds {path}, which is no {wanted[path]} ({kind})"
