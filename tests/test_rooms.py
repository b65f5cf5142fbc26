"""The arrows between the rooms: who may import whom."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("stacks", "lambdas", "policies", "gate", "training", "bench", "live", "redrive", "diagram", "tests")
MAY_IMPORT = {
    "stacks": {"stacks"},
    "lambdas": {"lambdas"},
    "policies": {"policies"},
    "gate": {"gate", "policies"},
    "training": {"training", "lambdas"},
    "bench": {"bench", "gate", "policies", "lambdas"},
    "live": {"live", "gate"},
    "redrive": {"redrive"},
    "diagram": {"diagram", "policies"},
}
# Third-party packages, and the rooms that they belong to.
BELONGS_TO = {
    "cdktf": ("stacks",),
    "constructs": ("stacks",),
    # What runs on AWS, what looks at a local one from outside, and what an operator asks of the real one.
    "boto3": ("lambdas", "live", "redrive"),
    "botocore": ("lambdas", "live", "redrive"),
    "airspeed": ("live",),
    "lightgbm": ("training",),
}


# The only files that know Checkov: one presents our policies to it, the other runs it.
KNOW_CHECKOV = {"policies/checkov_adapter.py", "gate/engines/checkov/scan.py"}


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports; a relative one is made absolute."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(path.relative_to(ROOT).parts[: -node.level]) if node.level else ""
            yield ".".join(filter(None, (package, node.module)))


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert modules(room)
    for path in modules(room):
        of_ours = {name.partition(".")[0] for name in imports(path)} & set(ROOMS)
        assert of_ours <= MAY_IMPORT[room], path


@pytest.mark.parametrize(("package", "rooms"), BELONGS_TO.items())
def test_a_package_that_belongs_to_a_room_is_imported_in_no_other(package: str, rooms: tuple[str, ...]) -> None:
    for other in set(MAY_IMPORT) - set(rooms):
        for path in modules(other):
            assert package not in {name.partition(".")[0] for name in imports(path)}, path


def test_a_function_imports_nothing_outside_its_own_folder_but_shared_code_which_imports_itself_alone() -> None:
    for path in modules("lambdas"):
        function = ".".join(path.relative_to(ROOT).parts[:2])
        of_ours = {name for name in imports(path) if name.startswith("lambdas")}
        assert {".".join(name.split(".")[:2]) for name in of_ours} <= {function, "lambdas.shared"}, path


def test_a_policy_imports_core_aws_requirements_its_own_subject_and_the_standard_library() -> None:
    for path in modules("policies"):
        subject = path.relative_to(ROOT).parts[1]
        if subject not in ("core", "aws") and path.relative_to(ROOT).as_posix() not in KNOW_CHECKOV:
            for name in imports(path):
                standard = name.partition(".")[0] in sys.stdlib_module_names
                assert standard or f"{name}.".startswith(
                    ("policies.core.", "policies.aws.", "policies.requirements.", f"policies.{subject}.shared.")
                ), path


def test_checkov_is_known_to_its_adapter_and_its_scan_alone() -> None:
    importing = {
        path.relative_to(ROOT).as_posix()
        for room in MAY_IMPORT
        for path in modules(room)
        if "checkov" in {name.partition(".")[0] for name in imports(path)}
    }
    assert importing == KNOW_CHECKOV


def test_the_gate_imports_core_and_aws_of_the_policies_and_nothing_else() -> None:
    for path in modules("gate"):
        for name in imports(path):
            assert not name.startswith("policies.") or f"{name}.".startswith(("policies.core.", "policies.aws.")), path


def test_no_policy_file_takes_the_name_of_a_standard_module() -> None:
    for path in modules("policies"):
        assert path.stem == "__init__" or path.stem not in sys.stdlib_module_names, path
