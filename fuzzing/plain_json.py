"""A second reading of JSON, by RFC 8259 and nothing else: what the project's readers accept is compared with it.

It shares no code with Python's own reader: each key once, each number exact, no half character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fuzzing.oracle import Defect, deeply

TOKEN = re.compile(
    r'[ \t\n\r]*(?:(?P<mark>[{}\[\]:,])|(?P<word>true|false|null)|"(?P<text>(?:[^"\\\x00-\x1f]|\\.)*)"'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?))"
)
BLANK = re.compile(r"[ \t\n\r]*")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/", "\\": "\\", '"': '"'}
WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}


class NotPlain(ValueError):
    """The text is no JSON of one meaning."""


def read(text: str) -> Any:
    """Objects as dicts, arrays as lists, numbers as decimals; raises NotPlain."""
    value, place = _value(text, *_token(text, 0))
    if BLANK.fullmatch(text, place) is None:
        raise NotPlain("something stands behind the value")
    return value


def one_meaning(text: str) -> Any:
    """The value of a text that one of our readers has accepted; raises Defect where it is no JSON of one meaning."""
    try:
        with deeply():
            return read(text)
    except NotPlain as error:
        raise Defect(f"accepts what is no JSON of one meaning: {error}") from None


def _token(text: str, place: int) -> tuple[re.Match[str], int]:
    found = TOKEN.match(text, place)
    if found is None:
        raise NotPlain("no token of JSON")
    return found, found.end()


def _value(text: str, token: re.Match[str], place: int) -> tuple[Any, int]:
    if token["mark"] == "{":
        return _object(text, place)
    if token["mark"] == "[":
        return _array(text, place)
    if token["word"]:
        return WORDS[token["word"]], place
    if token["number"]:
        return Decimal(token["number"]), place
    if token["text"] is not None:
        return _text(token["text"]), place
    raise NotPlain("a value is missing")


def _object(text: str, place: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    token, place = _token(text, place)
    while token["mark"] != "}" or found:
        colon, after = _token(text, place)
        if token["text"] is None or colon["mark"] != ":":
            raise NotPlain("no name of a member")
        name = _text(token["text"])
        if name in found:
            raise NotPlain("a name stands twice")
        found[name], place = _value(text, *_token(text, after))
        token, place = _token(text, place)
        if token["mark"] == "}":
            break
        if token["mark"] != ",":
            raise NotPlain("members are not parted")
        token, place = _token(text, place)
    return found, place


def _array(text: str, place: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    token, place = _token(text, place)
    while token["mark"] != "]" or found:
        value, place = _value(text, token, place)
        found.append(value)
        token, place = _token(text, place)
        if token["mark"] == "]":
            break
        if token["mark"] != ",":
            raise NotPlain("items are not parted")
        token, place = _token(text, place)
    return found, place


def _text(written: str) -> str:
    try:
        joined = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else ESCAPED[found[2]], written)
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except (KeyError, UnicodeDecodeError):
        raise NotPlain("an escape that JSON does not know, or half a character") from None
