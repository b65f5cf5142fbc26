import re
from collections.abc import Iterator

from policies.core import Resource, Stack
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE, Policy, Severity
from policies.core.terraform_file import is_resource
from policies.file.shared.construct_paths import is_name_of, shared
from policies.file.shared.path_edits import add_data_source, extend_path, set_path, share_path

PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)+")


class ResourceHasItsOwnConstructPath(Policy):
    """A resource's construct path is its own, begins with its stack, and is the one that CDKTF made its name of.

    Findings, waivers and comparisons tell a resource by its path: what is said of one of two at a path counts for both.
    A resource without a path stands at its address, which is never that of another.
    """

    id = "FRAUD_FILE_50"
    severity = Severity.HIGH
    waivable = False
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    remediation = "Synthesize the file again with `gate`, and do not override the metadata of a construct."

    compliant = {"name": "alerts"}
    violating = {"shares it": share_path, "has another": extend_path("/other")}
    violating |= {"stands beside what is read elsewhere": add_data_source("other/example")}
    violating |= {"is of another stack": set_path("other/example")}
    violating |= {"stands at an address": set_path("aws_sns_topic.alerts"), "goes on": extend_path("\n::error::")}

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return is_resource(resource.type.rpartition(".")[2])

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        path = resource.path
        if path is None:
            return
        if not path.startswith(f"{stack.name}/"):
            yield f"has the construct path {path!r} of another stack than {stack.name}"
        elif not PATH.fullmatch(path) or not is_name_of(resource.name, path):
            yield f"has the construct path {path!r}, of which CDKTF does not make its name {resource.name}"
        elif path in stack.once(shared):
            yield f"has the construct path {path} of another block"
