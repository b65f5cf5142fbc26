"""What changed in the functions' code is told function by function, file by file."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from gate.compare.code import code
from gate.compare.difference import Direction
from gate.compare.posture import differences
from gate.compare.revision import of
from gate.compare.state import State
from gate.compare.tracked import Files, Tracked, tracked
from policies.core.policy import Policy
from tests.gate.compare.scratch import ROOT, Repository

Edit = Callable[[dict[str, Tracked]], None]


@pytest.fixture(scope="module")
def files() -> Files:
    return tracked(ROOT, "HEAD")


def both(said: str) -> list[tuple[str, str, str]]:
    """What is told of a change of the analyzer, which the drain's bundle holds as well."""
    return [
        ("changed", "lambdas/fraud_analyzer", f"code of fraud-analyzer changed: {said}"),
        ("changed", "lambdas/transaction_drain", f"code of transaction-drain changed: fraud_analyzer/{said}"),
    ]


def write(path: str, text: str) -> Edit:
    return lambda files: files.update({path: Tracked("100644", text.encode())})


def add(path: str, text: str) -> Edit:
    return lambda files: files.update({path: Tracked("100644", files[path].data + text.encode())})


def replace(path: str, words: Mapping[str, str]) -> Edit:
    def edit(files: dict[str, Tracked]) -> None:
        text = files[path].data.decode()
        for word, other in words.items():
            text = text.replace(word, other)
        files[path] = files[path]._replace(data=text.encode())

    return edit


def remove(path: str) -> Edit:
    return lambda files: files.__delitem__(path) if path in files else None


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            add("lambdas/fraud_analyzer/scoring.py", "x = 1\n"),
            both("scoring.py"),
        ),
        (
            add("lambdas/fraud_analyzer/scoring.py", "# x\n"),
            both("scoring.py (comments alone)"),
        ),
        (
            write("lambdas/fraud_analyzer/extra.py", "x = 1\n"),
            both("extra.py (new)"),
        ),
        (
            add("lambdas/shared/clients.py", "x = 1\n"),
            [
                ("changed", "lambdas/fraud_analyzer", "code of fraud-analyzer changed: shared/clients.py"),
                ("changed", "lambdas/notification_sender", "code of notification-sender changed: shared/clients.py"),
                ("changed", "lambdas/transaction_drain", "code of transaction-drain changed: shared/clients.py"),
            ],
        ),
        (
            write("lambdas/no_such_function/handler.py", "x = 1\n"),
            [("new", "lambdas/no_such_function", "code of no-such-function is new: handler.py")],
        ),
        (
            replace(
                "lambdas/fraud_analyzer/calls.json", {"ssm:GetParameters": "sns:Publish", "MODEL_ENDPOINT": "ENDPOINT"}
            ),
            [
                (
                    "changed",
                    "lambdas/fraud_analyzer/calls.json",
                    'record.calls[0].action was "ssm:GetParameters", and is "sns:Publish"',
                ),
                (
                    "changed",
                    "lambdas/fraud_analyzer/calls.json",
                    'record.calls[0].on was "MODEL_ENDPOINT_PARAMETER", and is "ENDPOINT_PARAMETER"',
                ),
            ],
        ),
        (
            lambda files: files.update(
                {
                    "lambdas/fraud_analyzer/scoring.py": files["lambdas/fraud_analyzer/scoring.py"]._replace(
                        mode="100755"
                    )
                }
            ),
            both("scoring.py (its mode)"),
        ),
        (
            write("lambdas/fraud_analyzer/calls.json", "no JSON"),
            [("changed", "lambdas/fraud_analyzer/calls.json", "changed")],
        ),
        (write("lambdas/fraud_analyzer/notes.txt", "x"), [("new", "lambdas/fraud_analyzer/notes.txt", "is new")]),
    ],
    ids=lambda value: str(value)[:20] if callable(value) else "",
)
def test_a_change_of_code_is_told(edit: Edit, told: Sequence[tuple[str, str, str]], files: Files) -> None:
    changed = dict(files)
    edit(changed)
    assert [(each.direction.value, each.place, each.what) for each in code(files, changed)] == told


def test_a_change_of_code_is_told_once_and_not_by_its_digest(
    repository: Repository, committed: State, rules: Sequence[Policy]
) -> None:
    repository.replace("lambdas/fraud_analyzer/scoring.py", "import", "import os  # noqa\nimport")
    repository.commit("scoring")
    repository.git("reset", "-q", "--hard", "base")
    found = differences(committed, of("scoring", rules, repository.root), rules)
    told = [each for each in found if each.direction is Direction.CHANGED]
    assert [each.what for each in told] == [what for _, _, what in both("scoring.py")]
    assert not [each for each in found if "source_code_hash" in each.what]
