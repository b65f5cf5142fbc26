"""Scratch repositories of this project's own tracked files, and what is told of a change by place."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from gate import git
from gate.compare.difference import Difference

ROOT = Path(__file__).resolve().parents[3]
NAME = "fraud-detection"
PERSON = ("-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "commit.gpgsign=false")


class Repository:
    """A scratch repository of this project's tracked files, the first commit being `base`."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        for name in sorted(git.tracked(ROOT)):
            if (ROOT / name).is_file():
                self.write(name, (ROOT / name).read_bytes())
        self.git("init", "-q")
        self.commit("base")

    def git(self, *arguments: str) -> str:
        command = ["git", *PERSON, *arguments]
        return subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout

    def write(self, name: str, data: bytes | str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def replace(self, name: str, before: str, after: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert before in text, (name, before)
        self.write(name, text.replace(before, after, 1))

    def commit(self, tag: str) -> None:
        """Commits everything that stands there, and names it."""
        self.git("add", "-A", "-f", ".")
        self.git("commit", "-q", "--allow-empty", "-m", tag)
        self.git("tag", "-f", tag)


def told(found: Sequence[Difference]) -> Mapping[str, list[Difference]]:
    """The differences by place."""
    by_place: dict[str, list[Difference]] = {}
    for each in found:
        by_place.setdefault(each.place, []).append(each)
    return by_place
