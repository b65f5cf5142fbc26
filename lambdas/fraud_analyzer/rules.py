"""The rules beside the model: a reviewed file, read strictly, and which of its rules a payment breaks."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from lambdas.shared.strict_json import loads

from .counting import Counting
from .facts import OF_HISTORY, OF_THE_PAYMENT, Facts
from .scoring import Decision

FORMAT = 1
LONGEST = 65_536
KEYS = {"$schema", "format", "version", "effective", "counting", "rules"}
DECISIONS = {"review": Decision.REVIEW, "decline": Decision.DECLINE}
LARGEST = 1e9
# Above no number of a rule, since none is less.
UNKNOWN = 0.0
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+){1,9}")
_VERSION = re.compile(r"[0-9a-z][0-9a-z.-]{0,31}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason code, the decision that it calls for, and the number above which each fact must be for it to apply."""

    code: str
    decision: Decision
    when_above: tuple[tuple[str, float], ...]

    def applies(self, facts: Facts) -> bool:
        """Whether each fact is above its number; of a fact that is not given nothing can be said, so it is not."""
        # A generator would take twice as long, and there are fifteen rules a payment.
        for name, number in self.when_above:  # noqa: SIM110
            if not facts.get(name, UNKNOWN) > number:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one version, and what is counted for them."""

    version: str
    counting: Counting
    rules: tuple[Rule, ...]

    def broken(self, facts: Facts) -> list[Rule]:
        """Return the rules that apply, in the order of the file."""
        return [rule for rule in self.rules if rule.applies(facts)]


def load(limit: float) -> Rules:
    """Return the rules that lie beside this module, for a review limit (US dollars)."""
    return read(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"), limit=limit)


def read(text: str, *, limit: float) -> Rules:
    """Read a rules file; ValueError says what is wrong with it, and where."""
    try:
        written = loads(text) if len(text) <= LONGEST else None
    except ValueError:
        written = None
    if not isinstance(written, dict) or set(written) != KEYS or not _is_number(written["format"], FORMAT, FORMAT):
        raise ValueError("rules.json: not JSON of format 1 with just its keys, each once; see its $schema")
    version, effective, rules = written["version"], written["effective"], written["rules"]
    if not _matches(_VERSION, version) or not _matches(_DATE, effective):
        raise ValueError("rules.json: version or effective date is missing or malformed; see its $schema")
    if not isinstance(rules, list) or not rules:
        raise ValueError("rules.json: rules is no list of rules; see its $schema")
    read = tuple(_rule(place, rule) for place, rule in enumerate(rules, start=1))
    if len({rule.code for rule in read}) != len(read):
        raise ValueError("rules.json: two rules have one code; give each its own")
    return Rules(version, _counting(written["counting"], limit), read)


def _rule(place: int, written: Any) -> Rule:
    if not isinstance(written, dict) or set(written) != {"code", "decision", "when_above"}:
        raise ValueError(f"rules.json: rule {place}: not just code, decision and when_above; see its $schema")
    code, decision, when = written["code"], written["decision"], written["when_above"]
    if not _matches(_CODE, code) or not isinstance(decision, str) or decision not in DECISIONS:
        raise ValueError(f"rules.json: rule {place}: no code of words, or neither review nor decline; correct it")
    if not isinstance(when, dict) or not when or not when.keys() <= OF_THE_PAYMENT | OF_HISTORY:
        raise ValueError(f"rules.json: rule {place}: compares nothing, or no known fact; see its $schema")
    if not all(_is_number(number, 0, LARGEST) for number in when.values()):
        raise ValueError(f"rules.json: rule {place}: a number is not from 0 to a billion; correct it")
    return Rule(code, DECISIONS[decision], tuple((name, float(number)) for name, number in when.items()))


def _counting(written: Any, limit: float) -> Counting:
    names = [field.name for field in fields(Counting) if field.name != "limit"]
    if not isinstance(written, dict) or set(written) != set(names):
        raise ValueError("rules.json: counting holds not just the numbers that it must; see its $schema")
    if not all(_is_number(number, 0, _most(name)) and number > 0 for name, number in written.items()):
        raise ValueError("rules.json: counting holds no number above 0, or a share above 1; correct it")
    return Counting(limit, *[float(written[name]) for name in names])


def _most(name: str) -> float:
    return 1 if name.endswith("_share") else LARGEST


def _is_number(value: Any, least: float, most: float) -> bool:
    return type(value) in (int, float) and least <= value <= most


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))
