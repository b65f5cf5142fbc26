"""Every tracked file is of one class, and what steers the verdict is not taken for text."""

import pytest

from gate.file_classes import STEERING, FileClass, file_class


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("policies/waivers.toml", FileClass.WAIVERS),
        ("policies/core/evaluate.py", FileClass.ENGINE),
        ("policies/tables/table_is_billed_on_demand.py", FileClass.RULES),
        ("policies/connections/a.yaml", FileClass.RULES),
        ("tests/compliance/test_wiring.py", FileClass.RULES),
        ("gate/run.py", FileClass.ENGINE),
        ("lambdas/fraud_analyzer/model.json", FileClass.FUNCTIONS),
        ("stacks/settings.py", FileClass.STACK),
        ("docs/decisions/README.md", FileClass.TEXT),
        ("README.md", FileClass.TEXT),
        ("attack/oracle.toml", FileClass.RULES),
        ("attack/record.json", FileClass.TEXT),
        *(
            (path, FileClass.MACHINERY)
            for path in ("Makefile", ".github/workflows/gate.yml", "tests/test_hooks.py", ".gitattributes", "click.py")
        ),
        *(
            (path, FileClass.MACHINERY)
            for path in ("docs/conftest.py", "docs/.gitattributes", "lambdas/.gitignore", "stacks/.gitattributes")
        ),
    ],
)
def test_a_file_is_of_the_class_of_its_place(path: str, kind: FileClass) -> None:
    assert file_class(path) is kind


def test_what_judges_and_what_runs_it_steers() -> None:
    assert {FileClass.WAIVERS, FileClass.ENGINE, FileClass.RULES, FileClass.MACHINERY} == STEERING
