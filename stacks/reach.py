"""Actions, mostly of one service, and the names that they may touch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stacks.document import Statement
from stacks.names import written_out
from stacks.settings import Settings

Condition = Mapping[str, Mapping[str, str | Sequence[str]]]
EVERYTHING = "*"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """`on` is ARNs, in which `{here}` is region and account; `reads` and `changes` are actions, apart by spaces.

    Without a service, each action names its own.
    """

    on: Sequence[str]
    service: str = ""
    reads: str = ""
    changes: str = ""
    condition: Condition | None = None

    def to_read(self, settings: Settings) -> Statement:
        """The statement that allows what it reads."""
        return self._statement(self.reads, settings)

    def to_change(self, settings: Settings) -> Statement:
        """The statement that allows all of it."""
        return self._statement(f"{self.reads} {self.changes}", settings)

    def _statement(self, actions: str, settings: Settings) -> Statement:
        statement: Statement = {
            "Effect": "Allow",
            "Action": [f"{self.service}:{action}".removeprefix(":") for action in sorted(actions.split())],
            "Resource": [written_out(arn, settings) for arn in self.on],
        }
        return {**statement, "Condition": _condition(self.condition, settings)} if self.condition else statement


def together(statements: Iterable[Statement]) -> list[Statement]:
    """The same in fewer statements, without those that allow nothing; IAM takes 10,240 characters of a role's policies.

    What names its resources and has no condition is one statement: an action of one service does nothing on the ARN of
    another.
    """
    said = [statement for statement in statements if statement["Action"]]
    plain = [each for each in said if "Condition" not in each and each["Resource"] != [EVERYTHING]]
    actions = [action for statement in plain for action in statement["Action"]]
    resources = [arn for statement in plain for arn in statement["Resource"]]
    one: Statement = {"Effect": "Allow", "Action": actions, "Resource": list(dict.fromkeys(resources))}
    return [one, *(statement for statement in said if statement not in plain)]


def _condition(condition: Condition, settings: Settings) -> Condition:
    return {
        operator: {key: [written_out(value, settings) for value in values] for key, values in tests.items()}
        for operator, tests in condition.items()
    }
