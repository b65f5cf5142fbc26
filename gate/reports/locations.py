"""The file and the line to which a finding points: never what was synthesized, which nobody edits and git ignores.

In this order: the line of code that its details name; the call in `stacks/` that builds its resource; the file that its
place is; and otherwise, where nothing that stands somewhere is wrong, as where a part is missing, the rule itself.
Of a file that is judged alone and is none of our stacks, it is that file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from gate.model import Assessment, Finding
from gate.reports.constructions import built_at, constructions
from gate.reports.regions import Region, line_of
from gate.reports.rule_files import rule_region
from gate.synthesis import OUTPUT, ROOT
from policies.core.known_stacks import KNOWN_STACKS
from policies.core.policy import Policy
from policies.core.resources import Resource

# As the policies on code begin each violation.
IN_CODE = re.compile(r"(lambdas/[\w/]+\.py):(\d+) ")
# Which files of the project a place may be.
FILES = ("lambdas/", "policies/", "stacks/", "tests/")


class Locations:
    """Where each finding of an assessment points to."""

    def __init__(self, assessment: Assessment, policies: Mapping[str, Policy], root: Path = ROOT) -> None:
        self.resources: Mapping[str, Resource] = {resource.place: resource for resource in assessment.resources}
        self.policies, self.root = policies, root
        is_ours = assessment.stack is not None and assessment.stack.name in KNOWN_STACKS
        is_foreign = assessment.alone and not is_ours and not assessment.file.startswith(OUTPUT.name)
        self.foreign = Region(assessment.file, 1, 0, 1) if is_foreign else None

    def region(self, finding: Finding) -> Region:
        return self.foreign or self._in_code(finding) or self._built(finding) or self._file(finding)

    def _in_code(self, finding: Finding) -> Region | None:
        named = IN_CODE.match(finding.details)
        if not named or not (self.root / named[1]).is_file():
            return None
        return line_of(self.root, named[1], int(named[2]))

    def _built(self, finding: Finding) -> Region | None:
        resource = self.resources.get(finding.place)
        return built_at(resource, constructions(self.root / "stacks")) if resource else None

    def _file(self, finding: Finding) -> Region:
        if finding.place.startswith(FILES) and (self.root / finding.place).is_file():
            return line_of(self.root, finding.place)
        return rule_region(finding.policy, self.policies.get(finding.policy), self.root)
