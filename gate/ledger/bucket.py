"""A ledger in an S3 bucket: an object an entry, written only where there is none, and read with all its versions.

The object of a name that was deleted can be written again, whatever the condition; so of each name there must be one
version, and none that is deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gate.ledger.reading import LARGEST_FILE
from gate.ledger.store import BUCKET, ENTRY_FILE, FOREIGN, LARGE, Held, NoLedger, Store, Taken
from gate.words import counted_noun, printable

CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3})
AT_ONCE = 8
THERE = ("PreconditionFailed", "ConditionalRequestConflict")
NO_LOCK = "ObjectLockConfigurationNotFoundError"
UNLOCKED = "the bucket has no Object Lock: whoever may delete its objects can cut the chain off"
A_YEAR = 365
CUT_OFF = "can cut the chain off"
LOCK = "the bucket's Object Lock"
UNKNOWN = "whether the bucket has an Object Lock is not known"


def bucket_store(bucket: str, prefix: str, client: Any = None) -> Store:
    """The ledger below a prefix, by the credentials of the environment; raises NoLedger."""
    place = f"{BUCKET}{bucket}/{prefix}"
    try:
        asked = client or boto3.client("s3", config=CONFIG)
    except (BotoCoreError, ValueError) as error:
        raise NoLedger(f"{place}: {type(error).__name__}") from None
    ledger = _Bucket(asked, bucket, f"{prefix}/" if prefix else "", place)
    return Store(place, ledger.read, ledger.add)


@dataclass(frozen=True)
class _Bucket:
    client: Any
    bucket: str
    prefix: str
    place: str

    def read(self) -> Held:
        try:
            faults, wanted = self._listed()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                files = dict(zip(wanted, pool.map(self._object, wanted.items()), strict=True))
            return Held(files, faults, tuple(self._notes()))
        except (BotoCoreError, ClientError) as error:
            raise self._refused(error) from None

    def add(self, name: str, data: bytes) -> None:
        try:
            self.client.put_object(Bucket=self.bucket, Key=f"{self.prefix}{name}", Body=data, IfNoneMatch="*")
        except (BotoCoreError, ClientError) as error:
            if _code(error) in THERE:
                raise Taken from None
            raise self._refused(error) from None

    def _listed(self) -> tuple[dict[str, str], dict[str, str]]:
        """Why names are no entries, and of the others the one version."""
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=self.prefix)
        found = pages.build_full_result()
        versions = {self._name(each): each for each in found.get("Versions", ())}
        times = Counter(self._name(each) for each in found.get("Versions", ()))
        faults = {self._name(each): "was deleted; bring it back" for each in found.get("DeleteMarkers", ())}
        for name, version in versions.items():
            if not ENTRY_FILE.fullmatch(name):
                faults[name] = FOREIGN
            elif times[name] > 1:
                faults[name] = f"was written {times[name]} times; see its versions in the bucket"
            elif version["Size"] > LARGEST_FILE:
                faults[name] = LARGE
        return faults, {name: str(each["VersionId"]) for name, each in versions.items() if name not in faults}

    def _name(self, version: Any) -> str:
        return str(version["Key"]).removeprefix(self.prefix)

    def _object(self, wanted: tuple[str, str]) -> bytes:
        name, version = wanted
        answer = self.client.get_object(Bucket=self.bucket, Key=f"{self.prefix}{name}", VersionId=version)
        data: bytes = answer["Body"].read()
        return data

    def _notes(self) -> Iterator[str]:
        try:
            answer = self.client.get_object_lock_configuration(Bucket=self.bucket)
            yield from _weak(answer.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention", {}))
        except (BotoCoreError, ClientError) as error:
            yield UNLOCKED if _code(error) == NO_LOCK else f"{UNKNOWN}: {_code(error)}"

    def _refused(self, error: Exception) -> NoLedger:
        return NoLedger(f"{self.place}: {_code(error)}")


def _weak(retention: Mapping[str, Any]) -> Iterator[str]:
    """Why the default retention of a bucket does not keep what is written there, and for how long it does."""
    mode, years, days = (retention.get(name) for name in ("Mode", "Years", "Days"))
    period = counted_noun(years, "year") if years else counted_noun(days or 0, "day")
    if not retention:
        yield f"{LOCK} has no default retention: whoever may delete its objects {CUT_OFF}"
    elif mode != "COMPLIANCE":
        yield f"{LOCK} keeps an entry for {period} in mode {printable(str(mode))}: whoever may bypass that {CUT_OFF}"
    elif not years and (days or 0) < A_YEAR:
        yield f"{LOCK} keeps an entry for {period} alone: whoever may delete its objects {CUT_OFF} after that"


def _code(error: Exception) -> str:
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__
