"""The functions' real code passes, and each means by which code could send, hide, delete or tell something closes."""

import ast
import io
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.core.deployed_folder import BUNDLE
from policies.core.evaluate import Evaluation, evaluate
from policies.core.examples import edited
from policies.core.policy import Policy
from policies.core.recorded_calls import blocks, files
from policies.core.resources import Resource
from policies.core.rulebook import rulebook
from policies.core.stack import Stack
from policies.core.strict_json import Frozen, freeze
from policies.source_code.shared.each_module import in_each
from policies.source_code.shared.modules import Module, Modules
from stacks.bundle import bundle
from tests.lambdas.recorder import functions

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
JUDGING = [policy for policy in rulebook() if policy.applies_to == (BUNDLE,) and policy.id.startswith("FRAUD_CODE_")]
NAMES = [package.replace("_", "-") for package in functions()]
IN_FUNCTION = "def planted(event, token, *, client=None):\n    "
ANALYZER, SHARED = "fraud_analyzer/handler.py", "lambdas/shared/parameters.py"
NOTIFIER, TOPIC, MESSAGE, FILLING = (
    f"notification_sender/{name}.py" for name in ("handler", "topic", "message", "filling")
)


@cache
def sources(name: str) -> Mapping[str, str]:
    """The members of a function's real bundle, by name."""
    with ZipFile(io.BytesIO(bundle(name, code=LAMBDAS).content)) as packed:
        return {member: packed.read(member).decode() for member in packed.namelist()}


def block(name: str, members: Mapping[str, str]) -> Resource:
    """A bundle of these sources, as it is handed to the judge."""
    given = {
        member: {"sha256": sha256(text.encode(errors="replace")).hexdigest()}
        | ({"source": text} if member.endswith(".py") else {})
        for member, text in members.items()
    }
    values = freeze({"filename": f"assets/{name}.zip", "digest": "", "members": given})
    assert isinstance(values, Frozen)
    return Resource(BUNDLE, name, values)


def said(name: str, changes: Mapping[str, str]) -> list[str]:
    """What the policies on code say of a function's real bundle with these members appended to, added or replaced."""
    stack = Stack((block(name, {**sources(name), **changes}), *blocks(files())))
    evaluations: list[Evaluation] = [each for policy in JUDGING for each in evaluate(policy, stack)]
    assert [each.error for each in evaluations if each.error] == []
    return [violation for each in evaluations for violation in each.violations]


def planted(code: str, member: str = ANALYZER) -> list[str]:
    """What is said of the function whose member has these lines appended."""
    name = next(name for name in NAMES if member in sources(name))
    return said(name, {member: f"{sources(name)[member]}\n{code}\n"})


def replaced(old: str, new: str, member: str) -> list[str]:
    name = next(name for name in NAMES if member in sources(name))
    assert old in sources(name)[member]
    return said(name, {member: sources(name)[member].replace(old, new)})


@pytest.mark.parametrize("name", NAMES)
def test_the_functions_real_code_passes(name: str) -> None:
    assert said(name, {}) == []


SENDING = [
    "import urllib3\nurllib3.PoolManager().request('POST', 'https://example.com')",
    "import urllib.request",
    "import http.client",
    "from http.client import HTTPSConnection",
    "from urllib import request",
    "import requests",
    "import socket",
    "import ssl",
    "import smtplib",
    "import asyncio",
    "import subprocess",
    "import ctypes",
    "import multiprocessing",
    "import threading",
    "import pickle",
    "import marshal",
    "import runpy",
    "from hmac import digest",
    "from secrets import token_hex",
    "from base64 import b64decode",
    "from struct import unpack",
    "import inspect",
    "import gc",
    "import operator",
    "import types",
    "import builtins",
    "import sys",
    "import botocore.httpsession",
    "from botocore.httpsession import URLLib3Session",
    "from botocore import session",
    "from .endpoint import HTTPSConnection",
    "from .endpoint import post as send",
    "from .endpoint import scorer",
    "endpoint.HTTPSConnection('example.com')",
    "endpoint.post(('example.com', None, '/'), 1.0, b'x', {})",
    "endpoint.scorer('https://example.com', seconds=1)",
    "send = endpoint.scorer",
    "_scorer('https://example.com', _limits())",
    "where = 'https://example.com'",
    "def f(other):\n    return _scorer(other, _limits())",
    "parameters.boto3.client('s3')",
    "from lambdas.shared.parameters import boto3",
    "from lambdas.shared import boto3",
    "from .. import fraud_analyzer",
    "from . import handler, urllib3",
    "import boto3",
    "import os as system\nsystem.system('id')",
    "os.execv('/bin/sh', ['sh'])",
    "os.fork()",
    "from os import system",
    "json = logging\njson.os.system('id')",
    "logging.sys.modules['urllib3']",
    "logging.os.environ",
    "time.sys",
    "from json import codecs",
    "from logging import handlers",
    "import logging.handlers",
    "if True:\n    import socket",
    "def f():\n    from socket import socket\n    return socket",
    "import json as other",
    "from json import loads as other",
    "from logging import getLogger",
    "def cache(made):\n    return made",
    "parameters.read = dict",
    "partial(endpoint.scorer, 'https://example.com')",
    "f = lambda where: _scorer(where, _limits())",
    "def f(where):\n    return 1\n[f][0]('https://example.com')",
    "match 'https://example.com':\n    case where:\n        _scorer(where, _limits())",
    "class C:\n    def f(self, where):\n        return endpoint.scorer(where, seconds=1)\nC().f('https://example.com')",
    "def _parameters():\n    return lambda: {}",
    "from . import parameters",
    "from .other import parameters",
    "model.load = handler",
]
DYNAMIC = [
    "eval('1')",
    "exec('1')",
    "compile('1', '', 'exec')",
    "run = eval",
    "list(map(eval, ['1']))",
    "if not handler:\n    eval = None\neval('1')",
    "__import__('socket')",
    "__builtins__",
    "__builtins__['eval']",
    "__loader__.load_module('socket')",
    "__spec__.loader",
    "globals()['os']",
    "locals()",
    "vars(handler)",
    "dir()",
    "getattr(handler, 'name')",
    "setattr(handler, 'name', 1)",
    "delattr(handler, 'name')",
    "hasattr(handler, 'name')",
    "open('/proc/self/environ').read()",
    "input()",
    "breakpoint()",
    "help()",
    "exit()",
    "().__class__.__base__.__subclasses__()",
    "handler.__globals__['os']",
    "handler.__code__",
    "handler.__dict__",
    "handler.__builtins__",
    "_shipped.__wrapped__",
    "type(logger).__mro__",
    "type.mro(type)",
    "(x for x in ()).gi_frame.f_back.f_globals",
    "try:\n    handler()\nexcept TypeError as error:\n    error.__traceback__.tb_frame",
    "match handler:\n    case object(__globals__=found):\n        print(found)",
    "class Climbing:\n    __match_args__ = ('__globals__',)",
    "class Climbing:\n    __getattr__ = None",
    "class Climbing:\n    def __getattr__(self, name):\n        return name",
    "class Climbing:\n    gi_frame = None\n(x for x in ()).gi_frame",
    "'{0.__globals__}'.format(handler)",
    "text = str.format",
    "'{x}'.format_map({'x': handler})",
    "def f(**given):\n    return given",
    "g = lambda **given: given",
    "global hidden",
    "assert False, handler",
    "import importlib",
    "from importlib import import_module",
    "from json import *",
    "from functools import wraps",
    "from typing import get_type_hints",
    "from pathlib import Path",
    "__file__",
    "memoryview(b'')",
    "super().__init__()",
    "type('C', (), {'__match_args__': ('__globals__',)})",
    "type(*['C', (), {}])",
    "make = type",
    "list(map(type, ['C'], [()], [{}]))",
    "type(int)('C', (), {})",
    "made = type(handler)",
    "class Meta(type):\n    pass",
    "class Made(metaclass=cache):\n    pass",
    "match handler:\n    case type(found):\n        found",
    "from enum import Enum\nEnum('C', {'__match_args__': ('__globals__',)})",
    "from typing import NamedTuple\nmake = NamedTuple",
    "import enum\nenum.Enum('C', {'__match_args__': ('__globals__',)})",
    "class Climbing:\n    gi_frame: object",
    "class Climbing:\n    f_globals: object = None",
    "register = None\nclass Climbing(Callable):\n    pass\nClimbing.register(object)",
    "isinstance = handler",
    "def f(str):\n    return str",
    "ValueError = handler",
]
ENVIRONMENT = [
    "os.environ['AWS_SECRET_ACCESS_KEY']",
    "os.environ.get('AWS_SESSION_TOKEN')",
    "os.environ['LAMBDA_TASK_ROOT']",
    "os.environ['_HANDLER']",
    "os.environ.copy()",
    "os.environ.items()",
    "os.environ[str(handler)]",
    "os.environ['AWS_ENDPOINT_URL'] = 'https://example.com'",
    "os.environ['LOG_LEVEL'] = 'DEBUG'",
    "os.environ.update({'HTTPS_PROXY': 'https://example.com'})",
    "os.environ |= {}",
    "str(os.environ)",
    "given = os.environ",
    "from os import environ",
    "whole('AWS_SECRET_ACCESS_KEY', os.environ)",
    "def whole(name, environment):\n    return dict(environment)\nwhole(str(1), os.environ)",
    "os.getenv('LIMIT')",
    "def whole(name, environment):\n    return dict(environment)\nwhole('LIMIT', os.environ)",
    "def f(whole):\n    return whole('LIMIT', os.environ)",
]
CALLING = [
    IN_FUNCTION + "client.delete_table(TableName='transactions')",
    IN_FUNCTION + "client.put_parameter(Name='x', Value=token)",
    IN_FUNCTION + "client.meta.events.register('before-send', planted)",
    IN_FUNCTION + "client._endpoint.http_session",
    IN_FUNCTION + "client.exceptions",
    IN_FUNCTION + "other = client",
    IN_FUNCTION + "return client",
    IN_FUNCTION + "return [client]",
    IN_FUNCTION + "return planted(event, client)",
    IN_FUNCTION + "return dict(client=client)",
    IN_FUNCTION + "return partial(planted, client=client)",
    IN_FUNCTION + "return lambda: client",
    IN_FUNCTION + "for client in ():\n        client.delete_table()",
    IN_FUNCTION + "match client:\n        case found:\n            found.delete_table()",
    IN_FUNCTION + "with client as found:\n        found.delete_table()",
    IN_FUNCTION + "(found := client).delete_table()",
    IN_FUNCTION + "return client if event else None",
    IN_FUNCTION + "call = client.get_parameters",
    "def planted(client):\n    return 1",
    "def planted(*client):\n    return client[0].delete_table()",
    "planted = lambda client: client",
    "parameters.client(400).delete_parameter(Name='x')",
    "made = parameters.client(400)",
    "make = parameters.client",
    "def planted(made):\n    return made.delete_table()\nplanted(parameters.client(400))",
    "dict(client=parameters.client(400))['client'].delete_table()",
    "class Holder:\n    client = None\nHolder.client.delete_table()",
    "from lambdas.shared.parameters import client",
    "from lambdas.shared.parameters import client as made",
    "getattr(parameters.client(400), 'delete_' + 'table')()",
    "class Names:\n    delete_table = None\nparameters.client(400).delete_table()",
    "class Holder(dict):\n    pass\nHolder(client=parameters.client(400))['client']",
    "Holder = dict\nHolder(client=parameters.client(400))['client']",
    "def evil(_):\n    return dict\n@evil\ndef held(*, client):\n    return 1\nheld(client=parameters.client(400))",
    "def held(*, client):\n    return 1\nheld = dict\nheld(client=parameters.client(400))",
    "def f(read):\n    return read(client=parameters.client(400))",
]
MAKING = [
    "def client():\n    return boto3.client('dynamodb')",
    "def client(name):\n    return boto3.client(name)",
    "def client():\n    return boto3.client('ssm', endpoint_url='https://example.com')",
    "def client():\n    return boto3.client('ssm', 'eu-west-1')",
    "def client(given):\n    return boto3.client(*given)",
    "def client():\n    made = boto3.client('ssm')\n    return made",
    "def other():\n    return boto3.client('ssm')",
    "boto3.client('ssm').delete_parameter(Name='x')",
    "boto3.resource('dynamodb')",
    "boto3.session.Session()",
    "boto3.DEFAULT_SESSION",
    "boto3.Session().client('s3')",
    "make = boto3.client",
    "def evil(made):\n    return made(1)\n@evil\ndef client():\n    return boto3.client('ssm')",
    "from botocore.config import Config",
    "from boto3 import client",
    "from boto3 import client as make",
    "import boto3 as other",
    "def cache(made):\n    return made(1)\n@cache\ndef client():\n    return boto3.client('ssm')",
    "def boto3():\n    return 1",
]
TELLING = [
    IN_FUNCTION + "logger.info(event)",
    IN_FUNCTION + "logger.info(str(event))",
    IN_FUNCTION + "logger.info('%s', event)",
    IN_FUNCTION + "logger.info('%s' % event)",
    IN_FUNCTION + "logger.info('got ' + token)",
    IN_FUNCTION + "logger.info(f'{event}')",
    IN_FUNCTION + "logger.info('%s', f'{token}')",
    IN_FUNCTION + "logger.info('%s', token[:4])",
    IN_FUNCTION + "logger.info('%s', *event)",
    IN_FUNCTION + "logger.info('got', extra=event)",
    IN_FUNCTION + "logger.info('got', exc_info=True)",
    IN_FUNCTION + "logger.info(msg=event)",
    IN_FUNCTION + "logger.exception('failed')",
    IN_FUNCTION + "logger.log(20, event)",
    IN_FUNCTION + "logger.handlers[0].stream.write(token)",
    IN_FUNCTION + "logger.critical(event)",
    IN_FUNCTION + "tell = logger.info\n    tell(event)",
    IN_FUNCTION + "other = logger\n    other.info(event)",
    IN_FUNCTION + "return planted(logger.info)",
    IN_FUNCTION + "return dict(warn=logger.info)['warn'](event)",
    IN_FUNCTION + "logging.info(event)",
    IN_FUNCTION + "logging.getLogger().info(event)",
    IN_FUNCTION + "log = logging.getLogger(__package__)\n    log.info(event)",
    IN_FUNCTION + "print(event)",
    IN_FUNCTION + "analysis = event\n    logger.info('%s', analysis['decision'])",
    IN_FUNCTION + "for analysis in event:\n        logger.info('%s', analysis['decision'])",
    IN_FUNCTION + "if analysis := event:\n        logger.info('%s', analysis['decision'])",
    "from logging import getLogger\ngetLogger().info('x')",
    "def f(other, event):\n    other.info(event)",
    "logger.setLevel('DEBUG')",
    "logger = logging.getLogger()",
    "logging.basicConfig(level=10)",
    "import sys\nsys.stdout.write('x')",
    "import warnings\nwarnings.warn('x')",
    "import traceback",
    "def f(event, *, warn):\n    warn('%s', event)",
    "def f(event, *, warn):\n    warn(str(event))",
    "def f(event, *, warn):\n    tell = warn\n    tell(event)",
    "def f(event, warn):\n    return 1",
    IN_FUNCTION + "raise ValueError(event)",
    IN_FUNCTION + "raise ValueError(f'not {token}')",
    IN_FUNCTION + "raise ValueError('not %s' % token)",
    IN_FUNCTION + "raise ValueError('not ' + token)",
    IN_FUNCTION + "raise ValueError('no', token)",
    IN_FUNCTION + "raise ValueError(f'{1:{token}}')",
    IN_FUNCTION + "raise ValueError('no') from KeyError(token)",
    IN_FUNCTION + "error = ValueError(token)\n    raise error",
    IN_FUNCTION + "make = ValueError\n    raise make(token)",
    "class Telling(ValueError):\n    pass\ndef f(event):\n    raise Telling(event)",
    "try:\n    handler({}, None)\nexcept ValueError as error:\n    raise ValueError('no') from error",
    "try:\n    handler({}, None)\nexcept ValueError as error:\n    error.args = (1,)",
    "try:\n    handler({}, None)\nexcept ValueError as error:\n    error.add_note('x')",
    "critical = None\ndef f(event):\n    from . import handler\n    handler.logger.critical(event)",
    "from .handler import logger as log\ncritical = None\nlog.critical('x')",
    "from .handler import logger",
    "throw = None\ndef g():\n    yield 1\ndef f(event):\n    g().throw(ValueError, event)",
    "def f(event):\n    return list(map(ValueError, [event]))",
    "def f(event):\n    return [ValueError][0](event)",
    "class Telling(ValueError):\n    pass",
    "def f(analysis):\n    logger.info('%s', analysis['decision'])",
    "f = lambda analysis: logger.info('%s', analysis['decision'])",
    "def f(event):\n    [logger.info('%s', analysis['decision']) for analysis in event]",
    "def f(token):\n    return whole(token, {token: 'x'})",
    "read_whole = whole",
    "from lambdas.shared import environment\nenvironment.whole(str(handler), {})",
    "from lambdas.shared.environment import whole as number\nnumber(str(handler), {})",
]


@pytest.mark.parametrize("code", [*SENDING, *DYNAMIC, *ENVIRONMENT, *CALLING, *TELLING])
def test_what_could_send_hide_call_or_tell_anything_closes_the_gate_and_names_its_line(code: str) -> None:
    ast.parse(code)
    violations = planted(code)
    assert violations
    last = len(sources("fraud-analyzer")[ANALYZER].splitlines())
    lines = [int(said.split()[0].removeprefix(f"lambdas/{ANALYZER}:")) for said in violations]
    assert any(line > last for line in lines)


@pytest.mark.parametrize("code", MAKING)
@pytest.mark.parametrize("member", [SHARED, TOPIC])
def test_an_adapter_makes_only_the_client_that_it_is_for(code: str, member: str) -> None:
    ast.parse(code)
    assert planted(code, member)


@pytest.mark.parametrize("member", [SHARED, TOPIC, NOTIFIER, "transaction_validator/validation.py"])
@pytest.mark.parametrize("code", [SENDING[0], DYNAMIC[0], ENVIRONMENT[0], CALLING[0], "print('x')"])
def test_no_module_is_left_out(code: str, member: str) -> None:
    assert planted(code, member)


@pytest.mark.parametrize(
    ("old", "new", "member"),
    [
        ("host, port, timeout=seconds", "'example.com', port, timeout=seconds", "fraud_analyzer/endpoint.py"),
        ("LARGEST_ANSWER = 4096", "LARGEST_ANSWER = 4097", "fraud_analyzer/endpoint.py"),
        ("not compare_digest(expected", "not compare_digest(b''", "fraud_analyzer/endpoint.py"),
        ("def handler(", "@print\ndef handler(", ANALYZER),
        ('"model.json"', '"/proc/self/environ"', "fraud_analyzer/model.py"),
        ('with_name("model.json")', 'with_name("model.json").parent', "fraud_analyzer/model.py"),
        ('"rules.json"', '"model.json"', "fraud_analyzer/rules.py"),
        ("rule {place}: a number", "rule {written}: a number", "fraud_analyzer/rules.py"),
        ("def _rule(", "def told(place):\n    return place\n\n\ndef _rule(", "fraud_analyzer/rules.py"),
        ('"rates.json"', '"/proc/self/environ"', "transaction_validator/tables.py"),
        ('"sns", config', '"sns", endpoint_url="https://example.com", config', TOPIC),
        ("client.publish_batch", "client.delete_topic", TOPIC),
        ("connect_timeout=seconds", 'proxies={"https": "example.com"}', "lambdas/shared/clients.py"),
        ("return Config(", "return partial(Config, proxies={})(", "lambdas/shared/clients.py"),
        ("return int(value)", "return environment", "lambdas/shared/environment.py"),
        ("environment[variable]", 'environment["AWS_SECRET_ACCESS_KEY"]', "lambdas/shared/environment.py"),
        ("value = environment[variable]", 'environment["AWS_PROFILE"] = "x"', "lambdas/shared/environment.py"),
        ('"%s by the %s model"', '"%s by the %s model of %s", event', ANALYZER),
        ('known_words([answer["decision"]]', 'known_words(["x"], *answer["decision"]', ANALYZER),
        ("from lambdas.shared.words import", "from .scoring import", ANALYZER),
        ('"remote",', "where,", ANALYZER),
        ("known_words([composed[0].severity],", "str(composed[0].severity) or (", NOTIFIER),
        ("if word in values", "if word in values) or str(values", "lambdas/shared/words.py"),
        ("warn=logger.warning", "warn=print", ANALYZER),
        ("type(failure).__name__", "known", SHARED),
        ("return found", "return {name: 'https://example.com' for name in names}", SHARED),
        ("def _parameters()", "_parameters = dict\n\n\ndef _other()", ANALYZER),
        ("from lambdas.shared import parameters", "from . import parameters", ANALYZER),
        ("KeyError as missing", "ValueError as missing", MESSAGE),
        ("def _masked(", "def told(name):\n    raise ValueError(f'{name}')\n\n\ndef _masked(", MESSAGE),
        ("def _filled(", "f = lambda facts: facts\n\n\ndef _filled(", FILLING),
        ("def _masked(", "def told(event):\n    missing = event\n\n\ndef _masked(", MESSAGE),
        ("def _filled(", "def told(event):\n    facts['x'] = event\n\n\ndef _filled(", FILLING),
        ("def _filled(", "match {}:\n    case {'x': wrong}:\n        pass\n\n\ndef _filled(", FILLING),
        (
            "def load(",
            "from . import handler\nhandler._scorer('https://example.com', None)\n\n\ndef load(",
            "fraud_analyzer/model.py",
        ),
    ],
)
def test_a_change_within_a_module_that_leads_further_closes_the_gate(old: str, new: str, member: str) -> None:
    assert replaced(old, new, member)


def test_a_call_that_is_not_on_record_is_named() -> None:
    (violation,) = replaced("client.publish_batch", "client.delete_topic", TOPIC)
    assert violation == "lambdas/notification_sender/topic.py:30 calls delete_topic, which is not on record"


ORDINARY = [
    ("MILLISECONDS_PER_DAY = ", "WEEK_DAYS = 7\nMILLISECONDS_PER_DAY = ", "fraud_analyzer/recent.py"),
    ('"""What was read', '"""All that was read', "fraud_analyzer/history.py"),
    ('"amount": amount,', '"cents": float(amount * 100),\n        "amount": amount,', "fraud_analyzer/facts.py"),
    (
        "class Rule:",
        "class Band:\n    low: int\n    max: int\n    type: str\n\n\n@dataclass\nclass Rule:",
        "fraud_analyzer/rules.py",
    ),
    (
        "def _is_worth_more",
        "def _is_whole(value: object) -> bool:\n    return type(value) is int\n\n\ndef _is_worth_more",
        "transaction_validator/validation.py",
    ),
    (
        "class Decision(IntEnum):",
        "class Channel(StrEnum):\n    WEB = 'web'\n\n\nclass Decision(IntEnum):",
        "fraud_analyzer/scoring.py",
    ),
    (
        "except KeyError as missing:",
        "except (TypeError, LookupError):\n        raise\n    except KeyError as missing:",
        "notification_sender/message.py",
    ),
    ('logger.info("accepted")', 'logger.info("accepted one")', "transaction_validator/handler.py"),
]


@pytest.mark.parametrize(("old", "new", "member"), ORDINARY)
def test_an_ordinary_change_passes(old: str, new: str, member: str) -> None:
    assert replaced(old, new, member) == []


DRAIN = "transaction_drain"
HANDED_OVER, STARTED, READING = (f"{DRAIN}/{name}.py" for name in ("handler", "executions", "histories"))
HELD_ANALYZER = f"lambdas/{ANALYZER}"
DRAINING = [
    (HANDED_OVER, "from lambdas.notification_sender.handler import handler as notify"),
    (HANDED_OVER, "from lambdas.fraud_analyzer.model import load"),
    (HANDED_OVER, "from lambdas.fraud_analyzer import model"),
    (HANDED_OVER, "from lambdas.fraud_analyzer.handler import SHIPPED_MODEL"),
    (HANDED_OVER, "from lambdas.fraud_analyzer.handler import handler as again, SHIPPED_MODEL"),
    (HANDED_OVER, "from lambdas.fraud_analyzer.endpoint import scorer"),
    (HANDED_OVER, "from lambdas.fraud_analyzer.endpoint import HTTPSConnection"),
    (HANDED_OVER, "from lambdas import fraud_analyzer"),
    (HANDED_OVER, "import lambdas.fraud_analyzer.handler"),
    (HANDED_OVER, "from fraud_analyzer.handler import handler as again"),
    (HANDED_OVER, "from concurrent.futures import ThreadPoolExecutor"),
    (HANDED_OVER, "def f(event):\n    logger.info('%s', event)"),
    (f"{DRAIN}/rounds.py", "from lambdas.fraud_analyzer.handler import handler"),
    (f"{DRAIN}/deciding.py", "def f(event, *, warn):\n    warn('%s', event)"),
    (f"{DRAIN}/remembered.py", "import boto3"),
    (STARTED, IN_FUNCTION + "client.stop_execution(executionArn=event)"),
    (STARTED, IN_FUNCTION + "client.update_state_machine(stateMachineArn=event)"),
    (STARTED, "def client(timeout_ms):\n    return boto3.client('lambda', config=waiting(timeout_ms))"),
    (STARTED, "def client(timeout_ms):\n    return boto3.client('states', config=waiting(timeout_ms))"),
    (STARTED, "def f(timeout_ms):\n    return boto3.client('stepfunctions')"),
    (STARTED, "from concurrent.futures import ProcessPoolExecutor"),
    (STARTED, "def f(execution, *, warn):\n    warn('%s', execution.given)"),
    (READING, IN_FUNCTION + "client.delete_item(TableName=event)"),
    (READING, IN_FUNCTION + "client.delete_table(TableName=event)"),
    (READING, "def f(failure, *, warn):\n    warn('%s', str(failure))"),
    (READING, "def f(key):\n    raise ValueError(f'no item {key}')"),
    (HELD_ANALYZER, SENDING[0]),
    (HELD_ANALYZER, "where = 'https://example.com'"),
    (HELD_ANALYZER, "from transaction_drain.handler import handler as other"),
    (HELD_ANALYZER, "from lambdas.transaction_validator.handler import handler as other"),
    (HELD_ANALYZER, IN_FUNCTION + "logger.info('%s', event)"),
    ("lambdas/transaction_validator/validation.py", "open('/proc/self/environ')"),
    ("lambdas/fraud_analyzer/endpoint.py", "MORE = 1"),
    ("lambdas/fraud_analyzer/rules.py", "def"),
]


@pytest.mark.parametrize(("member", "code"), DRAINING)
def test_what_the_drain_could_do_beside_its_work_closes_the_gate(member: str, code: str) -> None:
    assert {*planted(code, member)} - {*said("transaction-drain", {})}


@pytest.mark.parametrize("policy", JUDGING, ids=lambda policy: policy.id)
def test_each_violating_example_is_noticed_in_a_bundle_that_holds_other_functions(policy: Policy) -> None:
    real = block("transaction-drain", sources("transaction-drain"))
    stack = Stack((real, *blocks(files())))
    for name, edit in policy.violating.items():
        after = edited(stack, edit, real)
        (changed,) = after.of(BUNDLE)
        assert {*policy.violations(changed, after)} - {*policy.violations(real, stack)}, name


def test_the_drain_calls_a_handler_under_whatever_name() -> None:
    handler = sources("transaction-drain")[HANDED_OVER]
    renamed = handler.replace("handler as validate", "handler as judge").replace("validate=validate", "validate=judge")
    assert renamed != handler
    assert said("transaction-drain", {HANDED_OVER: renamed}) == said("transaction-drain", {})


OTHER = "notification_sender/other.py"
HELD = "class Names:\n    publish = dict\n    delete_table = None\n\n\nnames = Names()\npublish = dict\n"
PASSED_ON = [
    "from .other import publish as put\nput(client=topic.client(400))['client'].delete_table()",
    "from .other import publish\npublish(client=topic.client(400))['client'].delete_table()",
    "from .other import names\nnames.publish(client=topic.client(400))['client'].delete_table()",
    "from .other import Names\nNames.publish(client=topic.client(400))['client'].delete_table()",
    "from . import other\nother.publish(client=topic.client(400))['client'].delete_table()",
    "from . import other\nother.publish(warn=logger.info)['warn']('x')",
]


@pytest.mark.parametrize("code", PASSED_ON)
def test_what_only_bears_the_name_of_a_function_of_ours_gets_no_client_and_no_way_to_the_log(code: str) -> None:
    handler = f"{sources('notification-sender')[NOTIFIER]}\n{code}\n"
    assert said("notification-sender", {NOTIFIER: handler, OTHER: HELD})


def test_a_module_that_is_added_is_judged_too() -> None:
    assert said("transaction-validator", {"transaction_validator/more.py": "import socket\n"}) == [
        "lambdas/transaction_validator/more.py:1 imports socket"
    ]


HOSTILE = [
    "\0",
    "\ufeffimport socket",
    "(" * 300,
    "-" * 100_000,
    "x" + ".b" * 30_000,
    "x" + ".b" * 900,
    "raise ValueError(" + "-" * 80 + "1)",
    "1" + "+1" * 40_000,
    "lambda:" * 10_000 + "1",
    "if 1:\n" + "".join(f"{' ' * depth}if 1:\n" for depth in range(1, 150)),
    "x = '\\d'",
    "#" * 3_000_000,
    "f'{" * 50,
]


@pytest.mark.parametrize("other", [ANALYZER, f"lambdas/{ANALYZER}"])
def test_no_member_hides_behind_one_of_the_same_file(other: str) -> None:
    hidden = {name: "def" for name in (ANALYZER, f"lambdas/{ANALYZER}") if name != other}
    assert said("fraud-analyzer", {other: sources("fraud-analyzer")[ANALYZER], **hidden})


@pytest.mark.parametrize("code", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_source_closes_the_gate_and_never_stops_it(code: str) -> None:
    (violation, *_) = said("fraud-analyzer", {"fraud_analyzer/more.py": code})
    assert violation.startswith("lambdas/fraud_analyzer/more.py:1 ")
    assert "\n" not in violation


@given(st.text())
def test_whatever_text_a_module_is_each_policy_judges_it(code: str) -> None:
    assert all(
        "\n" not in violation for violation in said("transaction-validator", {"transaction_validator/m.py": code})
    )


@pytest.mark.parametrize("members", [None, [], "x", {"fraud_analyzer/handler.py": None}, {"x.py": {"source": 1}}])
def test_whatever_stands_in_a_block_each_policy_judges_it(members: object) -> None:
    values = freeze({"members": members})
    assert isinstance(values, Frozen)
    stack = Stack((Resource(BUNDLE, "fraud-analyzer", values), *blocks(files())))
    assert [each.error for policy in JUDGING for each in evaluate(policy, stack) if each.error] == []


def test_the_same_code_is_looked_at_once_however_many_ask_and_other_code_anew() -> None:
    looked_at: list[str] = []

    def look(module: Module, _: Modules) -> Iterator[str]:
        looked_at.append(module.file)
        yield module.at(module.tree.body[-1])

    code = {ANALYZER: "a = 1\n", TOPIC: "b = 1\n"}
    assert in_each(block("one", code), look) == in_each(block("other", dict(code)), look)
    assert looked_at == [f"lambdas/{member}" for member in code]
    assert in_each(block("one", {**code, TOPIC: "b = 1\n\nc = 2\n"}), look)[1] == f"lambdas/{TOPIC}:3"
