"""The gate's own rules: what it reports beside the policies, with what each means and what to do.

A finding by one of them stands at the place of what broke it. Nobody may waive one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

UNCLAIMED_TYPE = "UNCLAIMED_TYPE"
UNCLAIMED_ATTRIBUTE = "UNCLAIMED_ATTRIBUTE"
UNKNOWN_CHECK = "UNKNOWN_CHECK"
CHECKOV = "CHECKOV"
CHECKOV_SETTINGS = "CHECKOV_SETTINGS"
PYTEST = "PYTEST"
WAIVER = "WAIVER"
BROKEN_RULEBOOK = "BROKEN_RULEBOOK"
BROKEN_WAIVERS = "BROKEN_WAIVERS"
BROKEN_RECORD = "BROKEN_RECORD"
UNREADABLE = "UNREADABLE"
SYNTHESIS = "SYNTHESIS"
FOLDER_CHANGED = "FOLDER_CHANGED"
UNFINISHED = "UNFINISHED"


class OwnRule(NamedTuple):
    """What must be true, what it means where it is not, and what to do then."""

    title: str
    meaning: str
    remediation: str


OWN_RULES: Mapping[str, OwnRule] = {
    UNCLAIMED_TYPE: OwnRule(
        "Every type of resource in the file is judged by a policy.",
        "No policy applies to resources of this type, so nobody has decided what must be true of them.",
        "Remove the resource, or write the policies for its type.",
    ),
    UNCLAIMED_ATTRIBUTE: OwnRule(
        "Every attribute in the file is judged by a policy.",
        "No policy for this type of resource claims the attribute, so nobody has decided which values are safe.",
        "Remove the attribute, or write a policy that judges it and names it in `claims`.",
    ),
    UNKNOWN_CHECK: OwnRule(
        "Every check of Checkov's that reports on the file is known to policies/checkov.toml.",
        "Checkov has a check for this resource that nobody has accepted or declined yet, as after an update.",
        "Add it to [reports] in policies/checkov.toml, and decline it there with a reason if it does not fit.",
    ),
    CHECKOV: OwnRule(
        "Checkov scans the file.",
        "Checkov did not scan the file, or policies/checkov.toml cannot be read: its checks have judged nothing.",
        "Fix what the finding names.",
    ),
    CHECKOV_SETTINGS: OwnRule(
        "Nothing around the gate steers Checkov.",
        "A settings file or an environment variable could make Checkov skip checks or ignore what it finds.",
        "Remove the file, or unset the variable.",
    ),
    PYTEST: OwnRule(
        "pytest runs every test of tests/compliance to its end.",
        "pytest did not start, did not end in time or reported less than it ran.",
        "Run `.venv/bin/pytest tests/compliance`, and fix what it shows.",
    ),
    WAIVER: OwnRule(
        "Every waiver is for one value at one place, is in use and expires within 90 days.",
        "A waiver in policies/waivers.toml does not hold: the finding says why. What it waives stays a violation.",
        "Fix the violation, or correct or remove the waiver.",
    ),
    BROKEN_RULEBOOK: OwnRule(
        "Every file of a policy holds one whole policy.",
        "A file of the rulebook does not import or lacks a part, so nothing was judged.",
        "Fix the file that the finding names.",
    ),
    BROKEN_WAIVERS: OwnRule(
        "policies/waivers.toml can be read.",
        "The file of waivers is not as it must be, so nothing was judged.",
        "Fix the entry that the finding names.",
    ),
    BROKEN_RECORD: OwnRule(
        "The recorded calls of every function can be read.",
        "A file lambdas/*/calls.json is not as `make calls` writes it, so no grant could be compared with it.",
        "Run `make calls`, and review what changed.",
    ),
    UNREADABLE: OwnRule(
        "The file is a cdk.tf.json as CDKTF synthesizes it.",
        "The file is missing, is no strict JSON, or holds what no synthesized stack holds.",
        "Synthesize it again, or name another file.",
    ),
    SYNTHESIS: OwnRule(
        "The application synthesizes a stack.",
        "stacks/ raised an error or wrote no stack, so there was nothing to judge.",
        "Run `.venv/bin/python -m stacks`, and fix what it shows.",
    ),
    FOLDER_CHANGED: OwnRule(
        "What was synthesized stays as it was read.",
        "While the gate judged, somebody wrote into the folder: a process that the stack's code left behind, perhaps.",
        "Find out what wrote it, and run the gate again.",
    ),
    UNFINISHED: OwnRule(
        "The run comes to its end.",
        "The gate was stopped before it had judged. These reports replace those of the run before.",
        "Run the gate again.",
    ),
}
