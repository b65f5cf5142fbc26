from collections.abc import Iterator

from policies.aws.key_examples import KEYS
from policies.aws.keys import ALIAS, CLASSES, alias_class
from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.expressions import reference

ELSEWHERE = "arn:aws:kms:us-east-1:111122223333:key/example"


class AliasNamesWhatItsKeyIsFor(Policy):
    """Every alias names a known class of data and points at a key of this stack.

    An alias that is moved to a key of someone else takes all that is encrypted by it along, without a change to what
    is encrypted.
    """

    id = "FRAUD_ENCRYPTION_13"
    severity = Severity.HIGH
    controls = (controls.NIST_SC_12.supports,)
    applies_to = ("aws_kms_alias",)
    claims = ("name", "target_key_id")
    remediation = f"Build the key with stacks.key.Key, for one of these classes: {', '.join(CLASSES)}."

    compliant = {"name": f"{ALIAS}logs", "target_key_id": "${aws_kms_key.logs.key_id}"}
    given = {"aws_kms_key.logs": KEYS["aws_kms_key.logs"]}
    violating = {
        "names no known class": {"name": "alias/other"},
        "points at a key elsewhere": {"target_key_id": ELSEWHERE},
        "points at a key that is not there": {"target_key_id": "${aws_kms_key.missing.key_id}"},
        "is decided at deploy time": {"target_key_id": "${var.key}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if alias_class(resource) is None:
            yield f"is named {resource.get('name')!r}, which is no known class of data"
        target = resource.get("target_key_id")
        found = reference(target)
        if stack.resolve(target) is None or found is None or found[0::2] != ("aws_kms_key", "key_id"):
            yield f"points at {target!r}, which is not the id of a key of this stack"
