from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack

SYSTEM = "fraud-detection"


class ProviderMarksWhatItMakes(Policy):
    """The provider puts the system's name on everything that it makes.

    By that tag people find what belongs to the system, in the account's inventory and in its bill. Nothing decides by
    tag, so that other tags do no harm.
    """

    id = "FRAUD_FILE_34"
    severity = Severity.LOW
    applies_to = ("provider",)
    claims = ("default_tags",)
    remediation = f"Pass AwsProvider default_tags with the tag System, {SYSTEM}."

    compliant = {"default_tags": [{"tags": {"System": SYSTEM}}]}
    violating = {
        "marks nothing": {"default_tags": None},
        "gives another name": {"default_tags": [{"tags": {"System": "payments"}}]},
        "gives a second set": {"default_tags": [{"tags": {"System": SYSTEM}}, {"tags": {"System": "payments"}}]},
        "does more than tag": {"default_tags": {"ignore": ["System"]}},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        tags = resource.get("default_tags", "tags")
        if not isinstance(tags, Mapping) or tags.get("System") != SYSTEM:
            yield f"does not tag what it makes with System = {SYSTEM}"
        if any(block.keys() != {"tags"} for block in resource.blocks("default_tags")):
            yield "has more in default_tags than tags"
