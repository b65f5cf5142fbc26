"""What each function was seen to call, `lambdas/<name>/calls.json`, as blocks that are judged beside the stack."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import policies
from policies.core import strict_json
from policies.core.resources import Resource
from policies.core.strict_json import Frozen, Json

# The folder itself, and not a link to it by which an installed package is found.
LAMBDAS = Path(policies.__file__).resolve().parent.parent / "lambdas"
# The type of the blocks. No file can hold one: to Terraform it is no block, and a file with it is unreadable.
RECORD = "calls"
REMEDY = "run `make calls`, and review what changed"
PACKAGE = re.compile(r"[a-z][a-z0-9_]*")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
SHAPES = {"action": re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+"), "on": re.compile(r"[A-Z][A-Z0-9_]*")}


class BrokenRecord(ValueError):
    """A record cannot be judged; the message names the file, the reason and the remedy, in one line."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}; {REMEDY}")
        self.file, self.reason = file, reason


def files(folder: Path | None = None) -> Mapping[str, bytes]:
    """The bytes of every record, by `lambdas/<name>/calls.json`; raises BrokenRecord. The one place that reads them."""
    paths = sorted((folder or LAMBDAS).glob("*/calls.json"))
    return {file: _read(file, path) for path in paths if (file := f"lambdas/{path.parent.name}/{path.name}")}


def blocks(records: Mapping[str, bytes]) -> Iterator[Resource]:
    """Each record as a block `calls.<function>`: its `calls`, and the digest of their `source`; raises BrokenRecord."""
    for file, data in records.items():
        package = file.split("/")[-2]
        if not PACKAGE.fullmatch(package):
            raise BrokenRecord(file, "lies in no package of a function")
        yield Resource(RECORD, package.replace("_", "-"), _record(file, data), file)


def source_digest(members: Mapping[str, str]) -> str:
    """The digest of a function's source, `sha256:...`, over the SHA-256 (hex) of each of its files by its name."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(members.items()))
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def file_of(function: Json) -> str:
    """Where the record of the function of this name belongs."""
    return f"lambdas/{str(function).replace('-', '_')}/calls.json"


def recorded(block: Resource) -> Iterator[tuple[str, str]]:
    """(action, variable) of each call in a record's block."""
    calls = block.get("calls")
    for call in calls if isinstance(calls, tuple) else ():
        if isinstance(call, Mapping):
            yield str(call.get("action")), str(call.get("on"))


def _read(file: str, path: Path) -> bytes:
    if not path.is_file():
        raise BrokenRecord(file, "is no regular file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenRecord(file, f"cannot be read: {(error.strerror or type(error).__name__).lower()}") from None


def _record(file: str, data: bytes) -> Frozen:
    try:
        said = strict_json.loads(data.decode())
    except UnicodeDecodeError:
        raise BrokenRecord(file, "not text in UTF-8") from None
    except strict_json.NotJson as error:
        raise BrokenRecord(file, str(error)) from None
    if not isinstance(said, Mapping) or said.keys() != {"source", "calls"}:
        raise BrokenRecord(file, 'is no {"source": ..., "calls": ...}')
    if not isinstance(said["source"], str) or not DIGEST.fullmatch(said["source"]):
        raise BrokenRecord(file, "its source is no digest, `sha256:` and 64 hexadecimal digits")
    _refuse_misshapen(file, said["calls"])
    return Frozen(said)


def _refuse_misshapen(file: str, calls: Json) -> None:
    if not isinstance(calls, tuple) or not all(map(_is_call, calls)):
        raise BrokenRecord(file, 'its calls are no list of {"action": "service:Action", "on": "VARIABLE"}')
    pairs = [(each["action"], each["on"]) for each in cast("tuple[Mapping[str, str], ...]", calls)]
    if pairs != sorted(set(pairs)):
        raise BrokenRecord(file, "its calls are not sorted, or one stands twice")


def _is_call(value: Json) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() == SHAPES.keys()
        and all(isinstance(each, str) and SHAPES[key].fullmatch(each) for key, each in value.items())
    )
