"""What the functions' code may use, each list a whole one: what is not on it closes the gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ENDPOINT = "lambdas/fraud_analyzer/endpoint.py"
EXECUTIONS = "lambdas/transaction_drain/executions.py"
CLIENTS = (
    "lambdas/notification_sender/topic.py",
    "lambdas/shared/parameters.py",
    "lambdas/transaction_drain/histories.py",
    "lambdas/transaction_drain/refusals.py",
    EXECUTIONS,
)
# The functions that a module calls in its own process, each by its handler; no other function's code may be imported.
HANDLERS: Mapping[str, frozenset[str]] = {
    "lambdas/transaction_drain/handler.py": frozenset(
        {"lambdas.fraud_analyzer.handler", "lambdas.transaction_validator.handler"}
    )
}

# The modules that read files of their bundle, and which; no other file can be read.
READ: Mapping[str, tuple[str, ...]] = {
    "lambdas/fraud_analyzer/countries.py": ("countries.json",),
    "lambdas/fraud_analyzer/model.py": ("model.json",),
    "lambdas/fraud_analyzer/rules.py": ("rules.json",),
    "lambdas/fraud_analyzer/shadow.py": ("shadow.json",),
    "lambdas/transaction_validator/tables.py": ("countries.json", "currencies.json", "rates.json"),
}


class Names(NamedTuple):
    """The names that may be used of a module, and the files that may; none for all files."""

    names: frozenset[str]
    files: tuple[str, ...] = ()


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(text: str, *files: str) -> Names:
    return Names(_set(text), files)


# The modules that may be imported, with what may be used of each.
IMPORTS: Mapping[str, Names] = {
    "__future__": _names("annotations"),
    "base64": _names("b64decode", ENDPOINT, "lambdas/fraud_analyzer/model_file.py"),
    "boto3": _names("client", *CLIENTS),
    "botocore.config": _names("Config", "lambdas/shared/clients.py"),
    "botocore.exceptions": _names("BotoCoreError ClientError", *CLIENTS),
    "collections.abc": _names("Callable Collection Iterable Iterator Mapping Sequence"),
    "concurrent.futures": _names("ThreadPoolExecutor", ENDPOINT, EXECUTIONS),
    "dataclasses": _names("asdict dataclass field fields replace"),
    "datetime": _names("UTC datetime timedelta"),
    "decimal": _names("ROUND_HALF_EVEN Decimal InvalidOperation"),
    "enum": _names("Enum IntEnum StrEnum"),
    "functools": _names("cache partial reduce"),
    "hashlib": _names("sha256"),
    "hmac": _names("compare_digest digest", ENDPOINT),
    "http.client": _names("HTTPException HTTPSConnection", ENDPOINT),
    "itertools": _names("accumulate chain islice"),
    "json": _names("dumps loads"),
    "logging": _names("getLogger"),
    "math": _names("acos cos exp isfinite log radians sin"),
    "os": _names("environ"),
    "pathlib": _names("Path", *READ),
    "re": _names("ASCII IGNORECASE Match Pattern compile"),
    "secrets": _names("token_hex", ENDPOINT),
    "string": _names("Template", "lambdas/notification_sender/filling.py"),
    "struct": _names("unpack", "lambdas/fraud_analyzer/model_file.py"),
    "time": _names("monotonic time_ns"),
    "typing": _names("Any Final Literal NamedTuple"),
    "unicodedata": _names(
        "category normalize",
        "lambdas/notification_sender/short_message.py",
        "lambdas/transaction_validator/card_numbers.py",
        "lambdas/transaction_validator/words.py",
    ),
    "urllib.parse": _names("urlsplit", ENDPOINT),
}
# What our own modules offer to others where that is less than all that they define.
OFFERED: Mapping[str, frozenset[str]] = {ENDPOINT: frozenset({"scorer"})}

# Of the classes of exceptions, those that may be made and raised.
EXCEPTIONS = _set(
    """ArithmeticError AttributeError ConnectionError Exception FileNotFoundError IndexError KeyError LookupError
    NotImplementedError OSError OverflowError RecursionError RuntimeError TimeoutError TypeError UnicodeError ValueError
    ZeroDivisionError"""
)
BUILTINS = EXCEPTIONS | _set(
    """abs all any bool bytes classmethod dict divmod enumerate filter float frozenset int isinstance issubclass iter
    len list map max min next object pow property range reversed round set slice sorted staticmethod str sum tuple type
    zip __name__ __package__"""
)
# Methods that the interpreter calls, and that a class may define.
SPECIAL_METHODS = _set("__init__ __post_init__ __str__ __repr__ __eq__ __hash__ __len__ __iter__ __contains__")
# Attributes of what the interpreter brings and the imports above give; those that our own classes define come on top.
ATTRIBUTES = frozenset(
    attribute
    for type_ in (str, bytes, int, float, list, dict, set, tuple)
    for attribute in dir(type_)
    if not attribute.startswith("_")
) | _set(
    """ASCII IGNORECASE __name__ as_tuple close days debug end error findall finditer fromisoformat fullmatch
    get_identifiers get_remaining_time_in_millis getheader getresponse group groups hexdigest hostname info is_valid
    isoformat lastgroup match name path pattern port quantize query read request result scheme search setLevel shutdown
    start status sub submit substitute timestamp total_seconds username value warning"""
)
# With these, text leads to attributes, an object to the frame and the globals of what made it, a class passes for the
# class of any object, or an exception is raised that no `raise` names. No attribute of ours may bear such a name.
FORBIDDEN = _set("format format_map mro modules keywords func args with_traceback add_note register throw")
FRAMES = ("__", "gi_", "cr_", "ag_", "tb_", "f_", "co_", "func_")
