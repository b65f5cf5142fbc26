"""Our code as it would be for the successor: imports renamed and a few texts edited, by the reviewed table alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from successor.reviewed import CannotCompare, Edit, Import, Reviewed

TABLE = "successor/reviewed.toml"


def renamed(files: Mapping[str, str], table: Reviewed) -> dict[str, str]:
    """The text of each file by its path; raises CannotCompare where an entry does nothing, or not all is renamed."""
    texts = dict(files)
    for entry in table.imports:
        texts = _imported(texts, entry)
    for edit in table.edits:
        texts[edit.file] = _edited(texts.get(edit.file, ""), edit)
    ours = {entry.ours for entry in table.imports}
    for path, text in texts.items():
        left = ", ".join(sorted(ours.intersection(imports(path, text))))
        if left:
            raise CannotCompare(f"{path}: still imports {left}; write each import on a line of its own")
    return texts


def imports(path: str, text: str) -> Iterator[str]:
    """The packages that a module of Python imports; none of any other file."""
    if not path.endswith(".py"):
        return
    for node in ast.walk(ast.parse(text, path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]


def _imported(texts: Mapping[str, str], entry: Import) -> dict[str, str]:
    """The name is renamed where a line imports it; what merely begins or ends with it is another name."""
    statement = re.compile(rf"^([ \t]*(?:from|import)[ \t]+){re.escape(entry.ours)}(?=[ \t.]|$)", re.MULTILINE)
    new = {
        path: statement.sub(rf"\g<1>{entry.theirs}", text) if path.endswith(".py") else text
        for path, text in texts.items()
    }
    if new == texts:
        raise CannotCompare(f"{TABLE}: nothing imports {entry.ours}; remove the entry")
    return new


def _edited(text: str, edit: Edit) -> str:
    count = text.count(edit.old)
    if count != 1:
        raise CannotCompare(f"{TABLE}: {edit.old} stands {count} times in {edit.file}, and not once; fix the entry")
    return text.replace(edit.old, edit.new)
