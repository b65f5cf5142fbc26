"""How a page is read: block by block, and a block that says nothing to do is no step."""

from pathlib import Path

import pytest

from tests.recipes.page import Changed, Typed, Written, named, steps

PAGE = """# Add a file

`a/new.py`:

```python
one = 1

two = 2
```

In `a/old.py`:

```diff
 kept
-before
+after

 empty above
...
+added
 at the top
```

```console
$ gate one
a line with 3 numbers, ... and more
...
the last
$ gate two
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_each_block_is_a_step(page: Path) -> None:
    written, changed, one, two = steps(page)
    assert written == Written("a/new.py", "one = 1\n\ntwo = 2\n")
    first, second = (
        ("kept\nbefore\n\nempty above\n", "kept\nafter\n\nempty above\n"),
        ("at the top\n", "added\nat the top\n"),
    )
    assert changed == Changed("a/old.py", (first, second))
    assert isinstance(one, Typed)
    assert one.command == "gate one"
    assert two == Typed("gate two", None)


@pytest.mark.parametrize(
    ("output", "fits"),
    [
        ("a line with 3 numbers, 1 2 3 and more\nthe last\n", True),
        ("a line with 3 numbers,  and more\nanother\nand one more\nthe last\n", True),
        ("a line with 3 numbers, 1 2 3 and more\n", False),
        ("a line with 4 numbers, 1 2 3 and more\nthe last\n", False),
        ("first\na line with 3 numbers, 1 2 3 and more\nthe last\n", False),
        ("a line with 3 numbers, 1 2 3 and more\nthe last\nof all\n", False),
    ],
)
def test_the_whole_output_must_be_what_the_page_shows(output: str, fits: bool, page: Path) -> None:
    one = list(steps(page))[2]
    assert isinstance(one, Typed)
    assert one.prints
    assert bool(one.prints.fullmatch(output)) is fits


def test_a_block_without_a_file_is_refused(page: Path) -> None:
    page.write_text(PAGE.replace("`a/new.py`:", "Write this:"), encoding="utf-8")
    with pytest.raises(AssertionError, match="the line above a block must end with its file"):
        list(steps(page))


@pytest.mark.parametrize("spoil", [("```python\n", "```\n"), ("$ gate two\n```\n", "$ gate two\n")])
def test_a_block_that_cannot_be_read_is_refused(spoil: tuple[str, str], page: Path) -> None:
    page.write_text(PAGE.replace(*spoil), encoding="utf-8")
    with pytest.raises(AssertionError, match="a block of code without an end, or a language"):
        list(steps(page))


def test_the_files_of_a_page_are_those_that_it_names(page: Path) -> None:
    assert named(page) == {"a/new.py", "a/old.py"}
