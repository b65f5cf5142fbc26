"""What the gate asks git: bytes of commits and of the tree, whatever attributes, the index or a hook say."""

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from gate import git, git_objects
from gate.git import NoAnswer
from gate.provenance.tree_state import differing, tree_state

PERSON = ("-c", "user.name=n", "-c", "user.email=n@example.com")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    run(tmp_path, "init", "-q")
    (tmp_path / "rule.toml").write_text("strict = true\n")
    (tmp_path / "ünïcode name.py").write_text("x = 1\n")
    (tmp_path / "link").symlink_to("rule.toml")
    run(tmp_path, "add", "-A")
    run(tmp_path, *PERSON, "commit", "-qm", "one")
    return tmp_path


def run(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_a_commit_is_read_byte_for_byte_whatever_attributes_say(repository: Path) -> None:
    (repository / ".gitattributes").write_text("rule.toml export-ignore\n*.py export-subst\n")
    run(repository, "add", "-A")
    run(repository, *PERSON, "commit", "-qm", "two")
    held = git_objects.entries(repository, "HEAD")
    assert set(held) == {".gitattributes", "rule.toml", "ünïcode name.py", "link"}
    assert git_objects.contents(repository, [held["rule.toml"].object]) == {
        held["rule.toml"].object: b"strict = true\n"
    }


def test_what_differs_from_the_commit_is_seen_though_the_index_calls_it_unchanged(repository: Path) -> None:
    held = git_objects.entries(repository, "HEAD")
    assert differing(repository, held) == ()
    run(repository, "update-index", "--assume-unchanged", "rule.toml")
    (repository / "rule.toml").write_text("strict = false\n")
    (repository / "link").unlink()
    (repository / "link").write_text("rule.toml")
    assert differing(repository, held) == ("link", "rule.toml")


def test_a_hooks_environment_does_not_decide_which_repository_is_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert git.tracked(repository) == {"rule.toml", "ünïcode name.py", "link"}


def test_an_object_that_was_replaced_is_read_as_it_was_committed(repository: Path) -> None:
    before = git_objects.entries(repository, "HEAD")["rule.toml"].object
    (repository / "other").write_text("strict = false\n")
    run(repository, "add", "other")
    run(repository, *PERSON, "commit", "-qm", "two")
    other = git_objects.entries(repository, "HEAD")["other"].object
    run(repository, "replace", before, other)
    assert git_objects.contents(repository, [before])[before] == b"strict = true\n"


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:rule.toml", ""])
def test_what_names_no_commit_has_no_answer(repository: Path, revision: str) -> None:
    with pytest.raises(NoAnswer):
        git_objects.entries(repository, revision)


def test_a_folder_without_git_has_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer):
        git.commit(tmp_path)


def test_untracked_files_are_those_that_nothing_ignores(repository: Path) -> None:
    (repository / ".gitignore").write_text("*.log\n")
    (repository / "run.log").touch()
    (repository / "sitecustomize.py").touch()
    assert git.there(repository) - git.tracked(repository) == {".gitignore", "sitecustomize.py"}


def test_a_graft_gives_no_commit_other_parents(repository: Path) -> None:
    for message in ("two", "three"):
        run(repository, *PERSON, "commit", "-qm", message, "--allow-empty")
    first, second, third = (git.commit(repository, revision) for revision in ("HEAD~2", "HEAD~1", "HEAD"))
    (repository / ".git" / "info" / "grafts").write_text(f"{third} {first}\n")
    assert git.commit(repository, "HEAD^") == second


def test_an_object_that_holds_the_bytes_of_another_is_refused(repository: Path) -> None:
    held = git_objects.entries(repository, "HEAD")
    rule, other = (held[name].object for name in ("rule.toml", "ünïcode name.py"))
    objects = repository / ".git" / "objects"
    place, source = (objects / name[:2] / name[2:] for name in (rule, other))
    place.unlink()
    shutil.copy(source, place)
    with pytest.raises(NoAnswer, match=f"^the object {rule} is not what its name says$"):
        git_objects.contents(repository, [rule])


def test_why_a_revision_is_unknown_is_told_with_what_to_do(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert "fetch or make it" in git.unknown(repository)
    shallow, bare = tmp_path_factory.mktemp("shallow"), tmp_path_factory.mktemp("bare")
    run(repository, *PERSON, "commit", "--allow-empty", "-qm", "later")
    run(repository, "clone", "-q", "--depth", "1", repository.as_uri(), str(shallow))
    assert "git fetch --unshallow" in git.unknown(shallow)
    assert "not a git repository" in git.unknown(bare)
    assert "clone the project" in git.unknown(bare)


def test_a_worktree_whose_repository_is_gone_is_told_by_the_path_that_it_names(
    repository: Path, tmp_path: Path
) -> None:
    run(repository, "worktree", "add", "-q", str(tmp_path / "beside"))
    assert git.commit(tmp_path / "beside") == git.commit(repository)
    (repository / ".git").rename(tmp_path / "moved")
    assert f"{repository}/.git/worktrees/beside" in git.unknown(tmp_path / "beside")


def exchange(repository: Path, name: str, kind: str, data: bytes) -> None:
    """Puts this where an object of another id lies."""
    place = repository / ".git" / "objects" / name[:2] / name[2:]
    place.unlink()
    place.write_bytes(zlib.compress(b"%s %d\0" % (kind.encode(), len(data)) + data))


def test_a_folder_that_holds_another_file_under_the_id_of_the_committed_one_is_refused(repository: Path) -> None:
    (repository / "rules").mkdir()
    (repository / "rules" / "rule.toml").write_text("strict = true\n")
    run(repository, "add", "-A")
    run(repository, *PERSON, "commit", "-qm", "two")
    (repository / "rules" / "rule.toml").write_text("strict = false\n")
    blob = asked(repository, "hash-object", "-w", "rules/rule.toml")
    tree = asked(repository, "rev-parse", "HEAD:rules")
    exchange(repository, tree, "tree", b"100644 rule.toml\0" + bytes.fromhex(blob))
    for folder in (repository, repository / "rules"):
        with pytest.raises(NoAnswer, match=f"^the object {tree} is not what its name says$"):
            git_objects.entries(folder, "HEAD")
    state = tree_state(repository)
    assert (state.is_clean, state.why) == (
        False,
        f"the object {tree} is not what its name says; see what else `git fsck` names, and clone the project anew",
    )


def test_a_tree_that_holds_another_file_under_the_id_of_the_commits_own_is_refused(repository: Path) -> None:
    other = asked(repository, "hash-object", "-w", "--stdin", "-t", "blob", given="strict = false\n")
    tree = asked(repository, "rev-parse", "HEAD^{tree}")
    exchange(repository, tree, "tree", b"100644 rule.toml\0" + bytes.fromhex(other))
    with pytest.raises(NoAnswer, match=tree):
        git_objects.entries(repository, "HEAD")


def test_a_commit_that_names_another_tree_under_its_id_is_refused(repository: Path) -> None:
    first = git.commit(repository)
    (repository / "rule.toml").write_text("strict = false\n")
    run(repository, *PERSON, "commit", "-qam", "two")
    second = git.ask(repository, "cat-file", "commit", "HEAD")
    run(repository, "reset", "-q", "--soft", first)
    exchange(repository, first, "commit", second)
    with pytest.raises(NoAnswer, match=first):
        git_objects.entries(repository, "HEAD")


def test_a_file_whose_name_differs_in_the_size_of_its_letters_is_another(repository: Path) -> None:
    run(repository, "config", "core.ignorecase", "true")
    (repository / "RULE.toml").touch()
    assert git.there(repository) - git.tracked(repository) == {"RULE.toml"}


def asked(folder: Path, *arguments: str, given: str = "") -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, input=given)
    return done.stdout.strip()
