from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import FOLDER, STACKS, SYNTHESIZED
from policies.core.examples import replace
from policies.core.known_stacks import ACCOUNT, KNOWN_STACKS
from policies.core.text import few
from policies.folder.shared.example import BESIDE, HELD, in_the_stacks_own
from policies.folder.shared.manifests import is_version, of_stack


class ManifestPointsToTheKnownStacksAlone(Policy):
    """The manifest names each known stack and no other, with the stack's own file and folder.

    `cdktf deploy` runs Terraform where the manifest says, and not where the judged files lie.
    """

    id = "FRAUD_FOLDER_2"
    severity = Severity.CRITICAL
    controls = (controls.NIST_CM_3.supports,)
    stacks = KNOWN_STACKS
    applies_to = (FOLDER,)
    claims = ("manifest",)
    remediation = "Leave manifest.json as CDKTF writes it, and build the known stacks, each by itself."
    waivable = False

    compliant = HELD
    given = BESIDE
    violating = {
        "cannot be read": replace("manifest", value=None),
        "names no stack": replace("manifest", "stacks", value={}),
        "leaves a stack out": {"manifest": {"stacks": {ACCOUNT: None}}},
        "names a further stack": {"manifest": {"stacks": {"other": {"name": "other"}}}},
        "works in another folder": in_the_stacks_own("workingDirectory", "stacks/other"),
        "names another file": in_the_stacks_own("synthesizedStackPath", "stacks/other/cdk.tf.json"),
        "names another file of metadata": in_the_stacks_own("stackMetadataPath", "../metadata.json"),
        "calls the stack something else": in_the_stacks_own("name", "other"),
        "depends on another stack": in_the_stacks_own("dependencies", ["other"]),
        "says more of the stack": in_the_stacks_own("more", "yes"),
        "says more": {"manifest": {"more": "yes"}},
        "is of no version": {"manifest": {"version": None}},
        "is of a version that is no number": {"manifest": {"version": "../0.21.0"}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        manifest = resource.get("manifest")
        if not isinstance(manifest, Mapping) or manifest.keys() != {"version", "stacks"}:
            yield "has no manifest.json of a version and of stacks alone"
        elif not is_version(manifest["version"]):
            yield f"has a manifest of version {manifest['version']!r}"
        elif manifest["stacks"] != {name: of_stack(name) for name in KNOWN_STACKS}:
            files = few([f"{STACKS}/{name}/{SYNTHESIZED}" for name in KNOWN_STACKS])
            yield f"has a manifest that does not point to {files} alone"
