from collections.abc import Iterator

from policies.aws.region import ANOTHER_REGION, region
from policies.core import Severity, Stack
from policies.core.kinds import Absent, Attributes, ByStack, Exactly
from policies.core.known_stacks import DELIVERY, DEPLOYED, KNOWN_STACKS
from policies.core.strict_json import Json
from policies.requirements import REGION

# From the stack's folder in cdktf.out, which every synthesis replaces, to the project's own folder.
FILE = f"../../../terraform.{DELIVERY}.tfstate"


class InS3(Exactly):
    """The backend of a stack: it names no bucket, no encryption and nothing else, and its region is the provider's."""

    def __init__(self, name: str) -> None:
        super().__init__(_settings(name, REGION), otherwise=f"does not keep its state as {name}.tfstate in S3, locked")
        self.name = name

    def violations(self, attribute: str, value: Json, stack: Stack) -> Iterator[str]:
        here = Exactly(_settings(self.name, region(stack)), otherwise=self.otherwise)
        yield from here.violations(attribute, value, stack)


def _settings(name: str, where: str) -> dict[str, dict[str, object]]:
    return {"s3": {"key": f"{name}.tfstate", "region": where, "use_lockfile": True}}


class StateIsKeptInS3AndLocked(Attributes):
    """Each stack's state is an object of its own in the account's bucket, and is locked while Terraform works on it.

    The state tells all that was deployed, and holds API keys. Two who apply at once without a lock lose one another's
    resources. The bucket, whose name holds the account's number, is named by `terraform init` alone. Encryption is the
    bucket's: `encrypt` would ask for another key than its own. The stack that makes the bucket begins without it, so
    its state, which holds no secret, is one known file in the project's folder, which no synthesis removes.
    """

    id = "FRAUD_FILE_23"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = ("terraform",)
    required = {
        "backend": ByStack(
            {
                **{stack: InS3(stack) for stack in DEPLOYED},
                DELIVERY: Exactly({"local": {"path": FILE}}, otherwise=f"keeps its state elsewhere than in {FILE}"),
            }
        ),
        "cloud": Absent(otherwise="sends its state to a service"),
    }
    remediation = (
        "Build the backend with stacks.provider.provide: s3 with key, region and use_lockfile alone; "
        f"{DELIVERY}: local with the path {FILE}."
    )
    violating = {
        "is not locked": {"backend": {"s3": {"use_lockfile": False}}},
        "is locked by a text": {"backend": {"s3": {"use_lockfile": "true"}}},
        "says nothing of a lock": {"backend": {"s3": {"use_lockfile": None}}},
        "is locked by a table": {"backend": {"s3": {"use_lockfile": None, "dynamodb_table": "locks"}}},
        "is locked by a table too": {"backend": {"s3": {"dynamodb_table": "locks"}}},
        "is another stack's": {"backend": {"s3": {"key": "payments.tfstate"}}},
        "is below a folder": {"backend": {"s3": {"key": "states/fraud-detection.tfstate"}}},
        "is in another region": {"backend": {"s3": {"region": ANOTHER_REGION}}},
        "is in the bucket of another account": {"backend": {"s3": {"bucket": "fraud-detection-state-210987654321"}}},
        "is in the bucket of one account": {"backend": {"s3": {"bucket": "fraud-detection-state-${var.account_id}"}}},
        "is encrypted by S3's key": {"backend": {"s3": {"encrypt": True}}},
        "is encrypted by a named key": {"backend": {"s3": {"encrypt": True, "kms_key_id": "alias/delivery/state"}}},
        "is encrypted by a caller's key": {"backend": {"s3": {"sse_customer_key": "c2VjcmV0"}}},
        "is given to others": {"backend": {"s3": {"acl": "bucket-owner-full-control"}}},
        "is written with a profile": {"backend": {"s3": {"profile": "default"}}},
        "is written with credentials": {"backend": {"s3": {"access_key": "key", "secret_key": "secret"}}},
        "is written in another role": {
            "backend": {"s3": {"assume_role": {"role_arn": "arn:aws:iam::${var.account_id}:role/admin"}}}
        },
        "is written to whom nobody asked": {"backend": {"s3": {"skip_credentials_validation": True}}},
        "is written in an account that nobody asked": {"backend": {"s3": {"skip_requesting_account_id": True}}},
        "is not compared with its checksum": {"backend": {"s3": {"skip_s3_checksum": True}}},
        "is sent to another service": {"backend": {"s3": {"endpoints": {"s3": "https://s3.example.com"}}}},
        "is sent without TLS being proved": {"backend": {"s3": {"insecure": True}}},
        "has a folder for each workspace": {"backend": {"s3": {"workspace_key_prefix": "workspaces"}}},
        "is left to the default": {"backend": {"s3": None, "local": None}},
        "is in a file": {"backend": {"s3": None, "local": {"path": "../../../terraform.fraud-detection.tfstate"}}},
        "is at an absolute path": {
            "backend": {"s3": None, "local": {"path": "/srv/terraform.fraud-detection.tfstate"}}
        },
        "is removed by a synthesis": {"backend": {"s3": None, "local": {"path": "cdktf.out/terraform.tfstate"}}},
        "is somewhere else too": {"backend": {"gcs": {"bucket": "example"}}},
        "is sent to a service": {"cloud": {"organization": "example"}},
    }
