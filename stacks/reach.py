"""Actions, mostly of one service, and the names that they may touch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stacks.boundary import boundary_name
from stacks.document import ACCOUNT, Statement
from stacks.settings import Settings

Condition = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Reach:
    """`on` is ARNs, in which `{here}` is region and account; `reads` and `changes` are actions, apart by spaces.

    Without a service, each action names its own. No Sid: IAM takes 10,240 characters of a role's policies.
    """

    on: Sequence[str]
    service: str = ""
    reads: str = ""
    changes: str = ""
    condition: Condition | None = None

    def to_plan(self, settings: Settings) -> list[Statement]:
        """The statement that allows what it reads; none where it reads nothing."""
        return self._statement(self.reads, settings) if self.reads else []

    def to_deploy(self, settings: Settings) -> list[Statement]:
        """The statement that allows all of it."""
        return self._statement(f"{self.reads} {self.changes}", settings)

    def _statement(self, actions: str, settings: Settings) -> list[Statement]:
        statement: Statement = {
            "Effect": "Allow",
            "Action": [f"{self.service}:{action}".removeprefix(":") for action in sorted(actions.split())],
            "Resource": [_written_out(arn, settings) for arn in self.on],
        }
        return [{**statement, "Condition": _condition(self.condition, settings)} if self.condition else statement]


def _condition(condition: Condition, settings: Settings) -> Condition:
    return {
        operator: {key: [_written_out(value, settings) for value in values] for key, values in tests.items()}
        for operator, tests in condition.items()
    }


def _written_out(text: str, settings: Settings) -> str:
    return text.format(
        here=f"{settings.region}:{ACCOUNT}",
        region=settings.region,
        account=ACCOUNT,
        system=settings.system,
        boundary=boundary_name(settings),
    )
