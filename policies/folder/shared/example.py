"""A function with its bundle, its sources and the folder that both are deployed from, and edits of these."""

from __future__ import annotations

from typing import Any

from policies.core.deployed_folder import BUNDLE, FUNCTION, LOCK, MANIFEST, SOURCE
from policies.core.examples import Address, Draft, NamedEdit, Values, named_edit
from policies.core.known_stacks import KNOWN_STACKS, SYSTEM
from policies.core.snapshot import FILE, FOLDER
from policies.folder.shared.manifests import of_stack
from policies.folder.shared.provider_lock import lock

NAME, FILENAME = "example", "assets/example.zip"
DIGEST = "A" * 43 + "="
HANDLER, SHA256 = "example/handler.py", "0" * 64
MEMBERS: Values = {HANDLER: {"sha256": SHA256, "source": "def handler(event, context):\n    return event\n"}}
BUNDLED: Values = {"filename": FILENAME, "digest": DIGEST, "members": MEMBERS}
RUNNING: Values = {
    "function_name": NAME,
    "filename": FILENAME,
    "source_code_hash": DIGEST,
    "handler": "example.handler.handler",
}
SOURCES: Values = {"members": {HANDLER: SHA256}}
STACK, *OTHERS = (f"stacks/{name}" for name in KNOWN_STACKS)
MANIFESTED: Values = {"stacks": {name: of_stack(name) for name in KNOWN_STACKS}, "version": "0.21.0"}
FOLDERS = ("stacks", STACK, f"{STACK}/assets", *OTHERS)
HELD_BY_EACH = tuple(f"{folder}/{name}" for folder in (STACK, *OTHERS) for name in ("cdk.tf.json", LOCK))
FILES = (MANIFEST, *HELD_BY_EACH, f"{STACK}/{FILENAME}")


def entry(path: str, kind: str = FILE) -> Values:
    """An entry of a folder."""
    return {"path": path, "kind": kind, "sha256": SHA256 if kind == FILE else ""}


HELD: Values = {
    "stack": SYSTEM,
    "entries": [*(entry(path) for path in FILES), *(entry(path, FOLDER) for path in FOLDERS)],
    "manifest": MANIFESTED,
    "lock": lock(),
}
BESIDE: dict[str, Values] = {f"{FUNCTION}.function": RUNNING, f"{SOURCE}.{NAME}": SOURCES, f"{BUNDLE}.{NAME}": BUNDLED}


def add_member(name: str) -> Values:
    """The patch that puts one more module into a bundle."""
    return {"members": {name: {"sha256": SHA256, "source": ""}}}


@named_edit("leaves the handler's module out")
def leave_out_the_handler(draft: Draft, at: Address) -> None:
    del draft[at]["members"][_handler(draft[at])]


@named_edit("changes a byte of the handler's module")
def change_the_handler(draft: Draft, at: Address) -> None:
    draft[at]["members"][_handler(draft[at])]["sha256"] = "1" * 64


@named_edit("leaves the handler's function out of its module")
def leave_out_the_function(draft: Draft, at: Address) -> None:
    draft[at]["members"][_handler(draft[at])]["source"] = "def handle(event, context): ...\n"


def in_the_stacks_own(key: str, value: Any) -> NamedEdit:
    """Sets what the manifest says of each stack under this key."""

    @named_edit(f"lets the manifest say {value!r} as each stack's {key}")
    def plant(draft: Draft, at: Address) -> None:
        for stack in draft[at]["manifest"]["stacks"].values():
            stack[key] = value

    return plant


def make_each(kind: str, ending: str) -> NamedEdit:
    """Makes each file of the stack whose path ends so something else."""

    @named_edit(f"makes each {ending} of the stack a {kind}")
    def plant(draft: Draft, at: Address) -> None:
        chosen = [held for held in draft[at]["entries"] if _is_own(held, draft) and held["path"].endswith(ending)]
        if not chosen:
            raise LookupError(f"the folder holds no {ending}")
        for held in chosen:
            held |= {"kind": kind, "sha256": ""}

    return plant


def add_entry(path: str, kind: str = FILE) -> NamedEdit:
    """Adds an entry to the stack's own folder."""

    @named_edit(f"adds {path} ({kind}) to the stack's folder")
    def plant(draft: Draft, at: Address) -> None:
        draft[at]["entries"].append(entry(f"stacks/{draft.stack}/{path}", kind))

    return plant


@named_edit("leaves out whatever is of the other stacks")
def leave_out_the_other_stacks(draft: Draft, at: Address) -> None:
    held = draft[at]["entries"]
    draft[at]["entries"] = [each for each in held if _is_own(each, draft) or not each["path"].startswith("stacks/")]


def _is_own(held: Values, draft: Draft) -> bool:
    return str(held["path"]).startswith(f"stacks/{draft.stack}/")


def _handler(bundle: Values) -> str:
    """The function's own: those of others that it calls lie deeper."""
    names = [str(name) for name in bundle["members"] if name.endswith("/handler.py")]
    return min(names, key=lambda name: name.count("/"))
