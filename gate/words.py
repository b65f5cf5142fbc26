"""How the gate words what it found, fit for a terminal, a log and a table."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from gate.model import Finding, Verdict

# GitHub's runner obeys a line that begins with `::`, and `##[` anywhere in one; others obey `##vso[` or `##teamcity[`.
COMMAND = re.compile(r"^(?P<before> *):(?=:)")
HASH = re.compile(r"#(?=#[a-z]*\[)")
MARKUP = re.compile(r"[\\|\[\]*]")
BAR = r"\|"
# From good to bad.
KINDS = ("pass", "waived", "fail", "error")
# Each in a word or two.
IN_WORDS = {"pass": "passed", "waived": "waived", "fail": "failed", "error": "not judged"}
HEADLINES = {
    Verdict.OPEN: "The gate is open",
    Verdict.CLOSED: "The gate is closed",
    Verdict.ERROR: "The gate could not judge, and stays closed",
}


# What a reader must know of a verdict on a file that was given by its name.
ALONE = "judged alone, without the folder that it is deployed from"


def counted(findings: Iterable[Finding]) -> str:
    """`1,204 findings: 1,202 passed, 1 failed, 1 waived, 0 could not be judged`; the waived only if there are any."""
    count = counts(findings)
    waived = f"{count['waived']:,} waived, " if count["waived"] else ""
    return (
        f"{count.total():,} finding{'' if count.total() == 1 else 's'}: {count['pass']:,} passed, "
        f"{count['fail']:,} failed, {waived}{count['error']:,} could not be judged"
    )


def counted_noun(count: int, noun: str, plural: str = "") -> str:
    """`1 resource`, `1,204 resources`, by its `plural` where that is no `s` more."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def kind(finding: Finding) -> str:
    """The outcome of a finding by its value; `waived` of a failure that somebody answers for."""
    return "waived" if finding.waiver else finding.outcome.value


def counts(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings there are of each kind."""
    return Counter(map(kind, findings))


def worst_kind(count: Mapping[str, int]) -> str:
    """The worst kind that was counted; `error` where nothing was, since nobody judged it."""
    return next((kind for kind in reversed(KINDS) if count.get(kind)), KINDS[-1])


def sentence(policy_id: str) -> str:
    """What a pytest policy demands, by the name of its test: `Each topic is heard.`; of any other id nothing."""
    name = policy_id.rpartition("::test_")[2] if policy_id.startswith("PYTEST_") else ""
    return f"{name[:1].upper()}{name[1:]}.".replace("_", " ") if name else ""


def ago(then: datetime) -> str:
    """`judged 12 minutes ago`, in the largest whole unit."""
    seconds = max(0, int((datetime.now(UTC) - then).total_seconds()))
    units = ((3_600, "hour"), (60, "minute"), (1, "second"))
    size, unit = next((unit for unit in units if seconds >= unit[0]), units[-1])
    count = seconds // size
    return f"judged {count} {unit}{'' if count == 1 else 's'} ago"


def printable(text: str) -> str:
    """The text in one line that steers neither a terminal nor a runner: what would is spelled out as an escape."""
    spelled = text
    if not text.isprintable():  # which is rare, and takes long to spell out
        spelled = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    if "::" not in spelled and "##" not in spelled:
        return spelled
    return COMMAND.sub(r"\g<before>\\x3a", HASH.sub(r"\\x23", spelled))


def json_text(value: object) -> str:
    """The value as JSON to be printed; JSON escapes all but the commands that a runner finds within a line."""
    return json.dumps(value, indent=2).replace("##", "#\\u0023")


def cell(text: str) -> str:
    """The text as it may stand in a Markdown table, as text and nothing more: no link, no picture, no markup."""
    escaped = MARKUP.sub(r"\\\g<0>", printable(text).replace("&", "&amp;").replace("<", "&lt;").replace("`", "'"))
    return escaped.replace("://", r":\/\/").replace("www.", r"www\.")


def code(text: str) -> str:
    """The text as code in a Markdown table, where a backslash stands for itself, except before a bar."""
    return f"`{printable(text).replace('`', chr(39)).replace('|', BAR)}`"
