"""A rulebook that is not whole judges nothing: the file, the reason and the remedy stand in one line."""

import importlib
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from policies.core.rulebook import BrokenRulebook, files, rulebook

WHOLE = '''
from policies.core.policy import Policy, Severity


class {name}(Policy):
    """A title.

    A rationale.
    """

    id = "{id}"
    severity = Severity.LOW
    forbids = ("aws_iam_user",)
    remediation = "remove it"
    violating = {{"a user": {{}}}}
'''

Make = Callable[..., Path]
NAMES = count()


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a rulebook of these policy files, in a package whose name no other test has used."""

    def made(**contents: str) -> Path:
        root = tmp_path / f"rulebook_{next(NAMES)}"
        folder = root / "subject"
        folder.mkdir(parents=True)
        for package in (root, folder):
            (package / "__init__.py").touch()
        for name, content in contents.items():
            (folder / f"{name}.py").write_text(content)
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        return root

    return made


def refusal(root: Path) -> str:
    with pytest.raises(BrokenRulebook) as refused:
        rulebook(root)
    return str(refused.value)


def test_a_whole_policy_is_found_by_its_place(make: Make) -> None:
    (policy,) = rulebook(make(user_is_absent=WHOLE.format(name="UserIsAbsent", id="TEST_1")))
    assert (policy.id, policy.title, policy.rationale) == ("TEST_1", "A title.", "A rationale.")


def test_the_rulebook_of_the_project_is_whole() -> None:
    assert len(rulebook()) == len(files())


def test_an_empty_rulebook_is_refused(make: Make) -> None:
    assert "holds no policy" in refusal(make())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("import no_such_module\n", "ModuleNotFoundError"),
        ("raise SystemExit(0)\n", "SystemExit"),
        ("", "holds 0 policies"),
        (WHOLE.format(name="A", id="A") + WHOLE.format(name="B", id="B"), "holds 2 policies"),
        (WHOLE.format(name="A", id=""), "has no id"),
        (WHOLE.format(name="A", id="A").replace("A rationale.", ""), "rationale"),
        (WHOLE.format(name="A", id="A").replace("forbids", "ignores"), "either apply to types or forbid"),
        (WHOLE.format(name="A", id="A").replace('{"a user": {}}', "{}"), "has no violating"),
    ],
)
def test_a_file_that_is_no_policy_is_refused_by_name(content: str, reason: str, make: Make) -> None:
    said = refusal(make(user_is_absent=content))
    assert "subject/user_is_absent.py: " in said
    assert reason in said
    assert "\n" not in said


def test_two_policies_cannot_share_an_id(make: Make) -> None:
    said = refusal(make(one=WHOLE.format(name="One", id="SAME"), two=WHOLE.format(name="Two", id="SAME")))
    assert "two.py: shares the id SAME with" in said
    assert "one.py" in said
