from policies.core import Severity
from policies.core.kinds import Attributes, OneOf
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import EVERY_RESOURCE

KEPT, REPLACED_FIRST = {"prevent_destroy": True}, {"create_before_destroy": True}


class LifecycleOnlyProtects(Attributes):
    """A lifecycle block does nothing but keep a resource from being destroyed.

    With ignore_changes Terraform leaves in the account what differs from the file, so that what was judged is not
    what runs. Conditions and triggers are expressions that are evaluated at deploy time.
    """

    id = "FRAUD_FILE_6"
    severity = Severity.HIGH
    stacks = KNOWN_STACKS
    applies_to = (EVERY_RESOURCE,)
    required = {
        "lifecycle": OneOf(
            *(KEPT, REPLACED_FIRST, {**KEPT, **REPLACED_FIRST}, None),
            otherwise="has a lifecycle of {value}, which does more than protect it",
        )
    }
    remediation = "Leave in lifecycle only prevent_destroy = true or create_before_destroy = true."
    violating = {
        "ignores changes": {"lifecycle": {"ignore_changes": ["policy"]}},
        "ignores all in a second block": {"lifecycle": [{"prevent_destroy": True}, {"ignore_changes": "all"}]},
        "may be destroyed": {"lifecycle": {"prevent_destroy": False}},
        "says it in a text": {"lifecycle": {"prevent_destroy": "false"}},
        "is replaced with another": {"lifecycle": {"replace_triggered_by": ["aws_sqs_queue.review"]}},
    }
