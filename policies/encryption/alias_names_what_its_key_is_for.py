from policies.aws.keys import BY_STACK, CLASSES, alias_name
from policies.core import Severity, controls
from policies.core.kinds import Attributes, ByStack, OneOf, ReferenceTo
from policies.core.known_stacks import KNOWN_STACKS
from policies.requirements import REGION

ELSEWHERE = f"arn:aws:kms:{REGION}:111122223333:key/example"
NAMES = {stack: [alias_name(data, stack) for data in classes] for stack, classes in BY_STACK.items()}
UNKNOWN = "is named {value}, which is no known class of data"


class AliasNamesWhatItsKeyIsFor(Attributes):
    """Every alias names a known class of data and points at a key of this stack.

    An alias that is moved to somebody else's key takes along all that is encrypted under its name, while what is
    encrypted does not change.
    """

    id = "FRAUD_ENCRYPTION_13"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports,)
    stacks = KNOWN_STACKS
    applies_to = ("aws_kms_alias",)
    required = {
        "name": ByStack({stack: OneOf(*names, otherwise=UNKNOWN) for stack, names in NAMES.items()}),
        "target_key_id": ReferenceTo(
            "aws_kms_key", "key_id", otherwise="points at {value}, which is not the id of a key of this stack"
        ),
    }
    remediation = f"Build the key with stacks.key.Key, for one of these classes: {', '.join(CLASSES)}."
    violating = {
        "names no known class": {"name": "alias/other"},
        "points at a key elsewhere": {"target_key_id": ELSEWHERE},
        "points at a key that is not there": {"target_key_id": "${aws_kms_key.missing.key_id}"},
    }
