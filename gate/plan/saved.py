"""A saved plan as the archive that it is: it keeps the very bytes that were planned, and the lock of the provider."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gate.plan import archive
from gate.plan.broken import BrokenPlan
from policies.core.deployed_folder import LOCK
from policies.core.strict_json import loads

MODULE = "tfconfig/m-/"
MODULES = "tfconfig/modules.json"
# The plan itself, and the state from which it was made. What they hold is for Terraform to show.
TERRAFORMS = frozenset({"tfplan", "tfstate", "tfstate-prev"})


@dataclass(frozen=True)
class SavedPlan:
    """What was planned, by name: each file of the configuration, and the lock."""

    configuration: Mapping[str, bytes]
    lock: bytes

    @classmethod
    def read(cls, data: bytes) -> SavedPlan:
        """The plan in these bytes; raises BrokenPlan."""
        files = archive.files(data)
        if not _is_one_folder(files.get(MODULES, b"")):
            raise BrokenPlan("plans other modules than the one folder")
        for name in files:
            if name not in TERRAFORMS and name not in (MODULES, LOCK) and not name.startswith(MODULE):
                raise BrokenPlan(f"holds {name!r}, which no plan of one folder does")
        configuration = {name.removeprefix(MODULE): file for name, file in files.items() if name.startswith(MODULE)}
        return cls(configuration, files.get(LOCK, b""))

    def unlike(self, judged: Mapping[str, bytes], lock: bytes) -> Iterator[str]:
        """A line for each file that was planned and is not, byte for byte, the one that was judged."""
        for name in sorted({*judged, *self.configuration}):
            if name not in judged:
                yield f"{name}: was planned, and was not judged"
            elif name not in self.configuration:
                yield f"{name}: was judged, and was not planned"
            elif judged[name] != self.configuration[name]:
                yield f"{name}: the bytes that were planned are not the judged ones"
        if self.lock != lock:
            yield f"{LOCK}: the plan was made by other providers than those of the judged lock"


def _is_one_folder(modules: bytes) -> bool:
    """Whether the root is the only module. Go would take `key` for `Key` too, so it has no other name."""
    try:
        found = loads(modules.decode())
    except ValueError:
        raise BrokenPlan(f"{MODULES} is no list of modules") from None
    if not isinstance(found, tuple) or len(found) != 1:
        return False
    (root,) = found
    return isinstance(root, Mapping) and {*root} == {"Key", "Dir"} and root["Key"] == ""
