from collections.abc import Iterator, Mapping

from policies.core import Policy, Resource, Severity, Stack, controls
from policies.core.deployed_folder import SOURCE
from policies.core.recorded_calls import RECORD, REMEDY, source_digest
from policies.source_code.shared.record_edits import (
    MEMBERS,
    change_source,
    record_another_source,
    remove_source,
)


class RecordedCallsAreOfTheSourceThatRuns(Policy):
    """Every record of calls was made from the source that is deployed, to the byte.

    What the code was seen to call once says nothing of what it calls today. A file that is judged alone comes without
    its functions' source, and the verdict says so.
    """

    id = "FRAUD_CODE_1"
    severity = Severity.HIGH
    controls = (controls.NIST_AC_6.supports, controls.PCI_7_2_5.supports)
    applies_to = (RECORD, SOURCE)
    claims = ("source",)
    remediation = f"{REMEDY[0].upper()}{REMEDY[1:]}."
    waivable = False

    compliant = {"source": source_digest(MEMBERS)}
    given = {f"{SOURCE}.example": {"members": MEMBERS}}
    violating = {
        "changed since": change_source,
        "is of another source": record_another_source,
        "is of no source": remove_source,
    }

    def concerns(self, resource: Resource, stack: Stack) -> bool:
        return resource.type == RECORD

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        source = stack.by_address.get(f"{SOURCE}.{resource.name}")
        members = source.get("members") if source else None
        if isinstance(members, Mapping):
            if resource.get("source") != source_digest({name: str(digest) for name, digest in members.items()}):
                yield "is stale: the source is not the one that these calls were recorded from"
        else:
            yield "is of a function whose source nobody knows"
