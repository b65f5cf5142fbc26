"""Where Terraform works: one account, one region, one state file."""

from cdktf import LocalBackend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderDefaultTags

from stacks.document import ACCOUNT
from stacks.settings import Settings

# From the folder of cdk.tf.json to that of cdktf.json: the same bytes everywhere, and no synthesis removes it.
STATE = "../../../terraform.{system}.tfstate"
# Of hashicorp/aws. Its checksums stand beside this file, in .terraform.lock.hcl.
VERSION = "5.100.0"


def provide(stack: TerraformStack, settings: Settings) -> None:
    """Declare the provider, the one version with which the stack was tried, and the backend."""
    AwsProvider(
        stack,
        "aws",
        region=settings.region,
        allowed_account_ids=[ACCOUNT],
        default_tags=[AwsProviderDefaultTags(tags={"System": settings.system})],
    )
    LocalBackend(stack, path=STATE.format(system=settings.system))
    # The bindings' own bound would shut out provider 5. No required_version: Checkov drops a file that states it.
    stack.add_override("terraform.required_providers.aws.version", VERSION)
