"""The functions of the project that decode bytes or texts, found in its source."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
# What decodes, as `module.name`, and what unpacks archives and pickles; ours first.
DECODERS = frozenset(
    (
        *("policies.core.strict_json.loads", "lambdas.shared.strict_json.loads", "redrive.exact_json.loads"),
        *("gate.toml_file.toml", "json.loads", "json.load", "tomllib.loads", "tomllib.load", "csv.reader"),
        *("csv.DictReader", "zipfile.ZipFile", "base64.b64decode", "pickle.load", "pickle.loads", "pickle.Unpickler"),
        *("ast.parse", "ast.literal_eval", "struct.unpack", "urllib.parse.urlsplit", "urllib.parse.parse_qs"),
        *(f"cryptography.hazmat.primitives.serialization.load_pem_{kind}_key" for kind in ("public", "private")),
    )
)


def readers() -> Iterator[str]:
    """`module:function` of each function, or method, that calls a decoder; of the level of a module, `module:`."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from sorted({f"{module}:{name}" for name in _calling(tree, _names(tree, module, path), "")})


def _names(tree: ast.Module, module: str, path: Path) -> dict[str, str]:
    """What each name of the module stands for, `strict_json.loads` included."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = module if path.name == "__init__.py" else module.rpartition(".")[0]
            start = f"{package}." if node.level else ""
            origin = f"{start}{node.module}" if node.module else start.rstrip(".")
            found |= {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in node.names}
    return found


def _calling(node: ast.AST, names: dict[str, str], within: str) -> Iterator[str]:
    """The functions, by their qualified names, in which a decoder is called, handed on or inherited from."""
    inner = node.args if isinstance(node, ast.Call) and _writes(node) else ast.iter_child_nodes(node)
    for child in inner:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _calling(child, names, f"{within}.{child.name}".lstrip("."))
            continue
        if isinstance(child, ast.Attribute | ast.Name) and _is_decoder(child, names):
            yield within
        yield from _calling(child, names, within)


def _writes(call: ast.Call) -> bool:
    """Whether it opens an archive to be written."""
    return any(isinstance(argument, ast.Constant) and argument.value == "w" for argument in call.args[1:])


def _is_decoder(node: ast.AST, names: dict[str, str]) -> bool:
    written = ast.unparse(node)
    start, _, rest = written.partition(".")
    known = names.get(written) or (f"{names[start]}.{rest}" if start in names else "")
    return known in DECODERS
