from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack
from policies.core.examples import add_resource
from policies.core.expressions import ACCOUNT
from policies.core.known_stacks import KNOWN_STACKS
from policies.file.shared.edits import remove_block
from policies.requirements import REGION

TAGS = {"System": "fraud-detection"}
AWS = {"region": REGION, "allowed_account_ids": [ACCOUNT], "default_tags": [{"tags": TAGS}]}


class FileConfiguresOneProvider(Policy):
    """The file configures one provider, AWS's, and no other.

    Without it Terraform takes region and account from the environment. A second one works in another account or
    region, or is a program that somebody else wrote.
    """

    id = "FRAUD_FILE_17"
    severity = Severity.CRITICAL
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    remediation = "Keep the one AwsProvider of the stack."

    compliant = {"required_providers": {"aws": {"source": "aws"}}}
    given = {"provider.aws": AWS}
    violating = {
        "configures a second": add_resource("provider", AWS, name="null"),
        "configures none": remove_block("provider", "aws"),
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        names = [provider.name for provider in stack.of("provider")]
        if names != ["aws"]:
            yield f"configures the providers {', '.join(names) or 'none'}, not aws alone"
