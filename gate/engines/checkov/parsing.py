"""Checkov reads JSON as YAML, in Python. Here libyaml does, which says the same, in a fraction of the time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

Documents = list[dict[str, Any]]


@contextmanager
def by_libyaml() -> Iterator[None]:
    """Lets Checkov parse by libyaml; what that refuses is parsed as Checkov itself does."""
    parser: Any = import_module("checkov.common.parsers.yaml.loader")
    plain = parser.loads
    if parser.yaml.__with_libyaml__:
        parser.loads = quick(parser)
    try:
        yield
    finally:
        parser.loads = plain


def quick(parser: Any) -> Callable[[str], Documents]:
    """As `loads` of Checkov's parser."""
    plain, yaml = parser.loads, parser.yaml

    # What a document means is made by Checkov's own loader; libyaml takes only its parser's place.
    class Loader(parser.yaml.cyaml.CParser, parser.SafeLineLoader):  # type: ignore[misc]
        def __init__(self, stream: str) -> None:
            yaml.cyaml.CParser.__init__(self, stream)
            yaml.constructor.SafeConstructor.__init__(self)
            yaml.resolver.Resolver.__init__(self)

    def loads(content: str) -> Documents:
        if not _is_plain_json(content):
            return list(plain(content))
        try:
            return list(yaml.load_all(content, Loader=Loader))
        except (yaml.YAMLError, UnicodeError, RecursionError):
            return list(plain(content))

    return loads


def _is_plain_json(content: str) -> bool:
    """Whether the two parsers say the same of it: not of YAML's own ways to write, nor of a tab between words."""
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return "\t" not in content
