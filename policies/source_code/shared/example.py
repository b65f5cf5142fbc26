"""A small function's bundle for examples, and edits of its code."""

from __future__ import annotations

from policies.core.examples import Address, Draft, NamedEdit, Values, json_of, named_edit

SOURCE = '''"""An example."""

import logging
import os

logger = logging.getLogger(__package__)


def handler(event, _context):
    """Say whether a transaction is large."""
    logger.info("asked")
    return {"large": event["amount"] > int(os.environ["LIMIT"])}
'''
CALLING = '''"""An example that publishes."""

from . import topic


def handler(event, _context):
    """Publish the event."""
    return topic.publish(event["text"], client=topic.client(400))
'''
CLIENT = '''"""The topic."""

from functools import cache

import boto3

from .clients import waiting


@cache
def client(timeout_ms):
    return boto3.client("sns", config=waiting(timeout_ms))


def publish(text, *, client):
    return client.publish(TopicArn="...", Message=text)["MessageId"]
'''
WAITING = '''"""How long clients wait."""

from botocore.config import Config


def waiting(milliseconds):
    seconds = milliseconds / 1000
    return Config(connect_timeout=seconds, read_timeout=seconds, retries={"total_max_attempts": 1, "mode": "standard"})
'''


def bundle(**sources: str) -> Values:
    """A bundle of one package; the names are those of its modules."""
    members = {f"fraud_analyzer/{name}.py": {"sha256": "0" * 64, "source": text} for name, text in sources.items()}
    return {"members": members}


def adds(code: str, words: str = "") -> NamedEdit:
    """Appends lines to the function's handler; `words` say which, where the lines themselves do not."""

    @named_edit(f"appends to the handler: {words or json_of(code)}")
    def plant(draft: Draft, at: Address) -> None:
        members = draft[at]["members"]
        name = next(name for name in members if name.endswith("/handler.py"))
        members[name]["source"] += f"\n{code}\n"

    return plant


@named_edit("replaces the adapter of the model's endpoint")
def replace_adapter(draft: Draft, at: Address) -> None:
    draft[at]["members"]["fraud_analyzer/endpoint.py"] = {"sha256": "f" * 64, "source": ""}


@named_edit("replaces the adapter of the model's endpoint where another function has it")
def replace_imported_adapter(draft: Draft, at: Address) -> None:
    draft[at]["members"]["lambdas/fraud_analyzer/endpoint.py"] = {"sha256": "f" * 64, "source": ""}


def imports_beside(module: str, name: str) -> NamedEdit:
    """Packs a module of another function beside, and imports a name of it."""

    @named_edit(f"imports {name} of {module}, a module of another function that is packed beside")
    def plant(draft: Draft, at: Address) -> None:
        adds(f"from lambdas.card_freezer.{module} import {name}")(draft, at)
        source = f"def {name}(event, context):\n    return event\n"
        draft[at]["members"][f"lambdas/card_freezer/{module}.py"] = {"sha256": "f" * 64, "source": source}

    return plant
