"""A synthesis that fails is told by the line of the project's code and the error."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gate.synthesis_failure import reason

ROOT = Path("/project")
RAISED = """Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "/project/stacks/fraud_detection.py", line 43, in __init__
    parameters = Parameters(self, key=keys.configuration)
                                      ^^^^^^^^^^^^^^^^^^
AttributeError: 'Keys' object has no attribute 'configuration'
"""
DEEPER = """Traceback (most recent call last):
  File "/project/stacks/table.py", line 7, in __init__
    table = DynamodbTable(self, "table", name=7)
  File "/project/.venv/lib/python3.11/site-packages/jsii/_runtime.py", line 112, in __call__
    inst = super().__call__(*args, **kwargs)
TypeError: type of argument name must be str; got int instead
  and more of it
"""
SYNTAX = """  File "/project/stacks/queue.py", line 3
    imprt json
          ^^^^
SyntaxError: invalid syntax
"""


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (RAISED, "stacks/fraud_detection.py, line 43: AttributeError: 'Keys' object has no attribute 'configuration'"),
        (DEEPER, "stacks/table.py, line 7: TypeError: type of argument name must be str; got int instead"),
        (SYNTAX, "stacks/queue.py, line 3: SyntaxError: invalid syntax"),
        ("python -m stacks: lambdas/x: No such file\n", "python -m stacks: lambdas/x: No such file"),
        ("a\n\nb\nc\nd\n", "b | c | d"),
        ("", ""),
    ],
)
def test_the_line_of_the_project_and_the_error_are_named(said: str, why: str) -> None:
    assert reason(said, ROOT) == why


@given(st.lists(st.sampled_from([*RAISED.splitlines(), *DEEPER.splitlines(), "", " ", "\u2028"]) | st.text()))
def test_whatever_was_said_is_one_line(lines: list[str]) -> None:
    assert len(reason("\n".join(lines), ROOT).splitlines()) <= 1
