"""Where Terraform works and keeps its state: one account, one region, one object of the account's bucket of states."""

from cdktf import LocalBackend, S3Backend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderDefaultTags

from stacks.document import ACCOUNT
from stacks.settings import Settings

# Of the stack whose bucket holds the others' states: from the folder of cdk.tf.json to that of cdktf.json, which is the
# same bytes everywhere, and no synthesis removes it.
FILE = "../../../terraform.{system}.tfstate"
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
    _keep_state(stack, settings)
    # The bindings' own bound would shut out provider 5. No required_version: Checkov drops a file that states it.
    stack.add_override("terraform.required_providers.aws.version", VERSION)


def _keep_state(stack: TerraformStack, settings: Settings) -> None:
    if settings.system == settings.delivery:
        LocalBackend(stack, path=FILE.format(system=settings.system))
        return
    S3Backend(stack, bucket="", key=f"{settings.system}.tfstate", region=settings.region)
    # Its name holds the account's number, which only `terraform init` is told. What names no encryption gets the
    # bucket's own. These bindings are older than the lock.
    stack.add_override("terraform.backend.s3.bucket", None)
    stack.add_override("terraform.backend.s3.use_lockfile", True)
