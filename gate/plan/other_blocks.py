"""What a plan writes at a resource because other blocks of the judged file do: default tags, and a role's policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gate.plan.change import DELETE
from gate.plan.forms import of_argument, text
from gate.plan.shown import Shown

TAGS = "tags_all"
INLINE = "aws_iam_role.inline_policy"
ROLE_POLICY = "aws_iam_role_policy"


@dataclass(frozen=True)
class OtherBlocks:
    """What the other blocks of a file write, by the plan of it."""

    plan: Shown
    default_tags: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Mapping[str, Any], plan: Shown) -> OtherBlocks:
        """By the provider of this judged file."""
        tags: dict[str, Any] = {}
        for provider in file["provider"]["aws"]:
            for block in provider.get("default_tags", ()):
                tags.update(block["tags"])
        return cls(plan, tags)

    def accounts_for(self, path: str, written: Mapping[str, Any], planned: Any, of: Mapping[str, Any]) -> bool:
        """Whether another block says why an attribute that its own does not write has its planned value.

        `written` and `planned` are the resource's, and `of` is all that is planned of it.
        """
        if path.partition(".")[2] == TAGS:
            return text(planned or {}) == text({**self.default_tags, **(written.get("tags") or {})})
        return path == INLINE and self._are_policies_of(of, planned)

    def _are_policies_of(self, role: Mapping[str, Any], planned: Any) -> bool:
        """Whether each is one of the file's own, as it is or is to be: one that was put there by hand is neither."""
        own = {
            (policy.get("name"), of_argument(policy.get("policy"), "string"))
            for change in self.plan.changes.values()
            if change.type == ROLE_POLICY and change.action != DELETE
            for policy in (change.before, change.after)
            if policy.get("role") == role.get("name")
        }
        return all((each.get("name"), of_argument(each.get("policy"), "string")) in own for each in planned)
