"""A bucket holds each entry once: what boto3 is asked, and what becomes of its answers."""

from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from gate.ledger import bucket
from gate.ledger.store import Held, NoLedger, Store, Taken

NAME = "000001.dsse.json"


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stubber:
    session = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key="test")  # noqa: S106 - nobody's
    client = session.client("s3", region_name="us-east-1")
    monkeypatch.setattr(boto3, "client", lambda _service, **_options: client)
    stubber = Stubber(client)
    stubber.activate()
    return stubber


def store() -> Store:
    from gate.ledger.store import store_at  # noqa: PLC0415

    return store_at("s3://audit/fraud/")


def lists(stub: Stubber, versions: list[dict[str, Any]], markers: list[dict[str, Any]] | None = None) -> None:
    answer = {"IsTruncated": False, "Versions": versions, "DeleteMarkers": markers or []}
    stub.add_response("list_object_versions", answer, {"Bucket": "audit", "Prefix": "fraud/"})


def version(name: str, number: str = "v1", size: int = 3) -> dict[str, Any]:
    return {"Key": f"fraud/{name}", "VersionId": number, "Size": size}


def locked(**retention: Any) -> dict[str, Any]:
    """What S3 answers of a bucket with Object Lock, and of its default retention if it has one."""
    rule = {"Rule": {"DefaultRetention": retention}} if retention else {}
    return {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled", **rule}}


def test_an_entry_is_written_only_where_there_is_none(stub: Stubber) -> None:
    asked = {"Bucket": "audit", "Key": f"fraud/{NAME}", "Body": b"one", "IfNoneMatch": "*"}
    stub.add_response("put_object", {}, asked)
    store().add(NAME, b"one")
    for code in ("PreconditionFailed", "ConditionalRequestConflict"):
        stub.add_client_error("put_object", code)
        with pytest.raises(Taken):
            store().add(NAME, b"one")
    stub.add_client_error("put_object", "AccessDenied")
    with pytest.raises(NoLedger, match=r"^s3://audit/fraud: AccessDenied$"):
        store().add(NAME, b"one")
    stub.assert_no_pending_responses()


def test_each_entry_is_read_by_its_one_version(stub: Stubber) -> None:
    lists(stub, [version(NAME)])
    asked = {"Bucket": "audit", "Key": f"fraud/{NAME}", "VersionId": "v1"}
    stub.add_response("get_object", {"Body": BytesIO(b"one")}, asked)
    stub.add_response("get_object_lock_configuration", locked(Mode="COMPLIANCE", Days=366), {"Bucket": "audit"})
    assert store().read() == Held({NAME: b"one"})
    stub.assert_no_pending_responses()


def test_what_was_written_twice_or_deleted_or_is_foreign_is_named(stub: Stubber) -> None:
    twice = [version("000002.dsse.json", "v2"), version("000002.dsse.json")]
    large = version("000004.dsse.json", size=2_000_000)
    marker = {"Key": "fraud/000003.dsse.json", "VersionId": "v2"}
    lists(stub, [*twice, version("000003.dsse.json"), large, version("a/000001.dsse.json")], [marker])
    stub.add_client_error("get_object_lock_configuration", "AccessDenied")
    held = store().read()
    assert held.files == {}
    assert held.faults == {
        "000002.dsse.json": "was written 2 times; see its versions in the bucket",
        "000003.dsse.json": "was deleted; bring it back",
        "000004.dsse.json": "is no entry: it is larger than one can be",
        "a/000001.dsse.json": "is no entry of the ledger; move it away",
    }
    assert held.notes == ("whether the bucket has an Object Lock is not known: AccessDenied",)


def test_a_bucket_without_an_object_lock_says_so(stub: Stubber) -> None:
    lists(stub, [])
    stub.add_client_error("get_object_lock_configuration", bucket.NO_LOCK)
    assert store().read().notes == (bucket.UNLOCKED,)


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        ({}, "has no default retention: whoever may delete its objects can cut the chain off"),
        ({"ObjectLockConfiguration": {}}, "has no default retention"),
        (locked(), "has no default retention"),
        (
            locked(Mode="GOVERNANCE", Days=366),
            "keeps an entry for 366 days in mode GOVERNANCE: whoever may bypass",
        ),
        (locked(Mode="GOVERNANCE", Years=7), "keeps an entry for 7 years in mode GOVERNANCE: whoever may bypass"),
        (locked(Mode="COMPLIANCE", Days=1), "keeps an entry for 1 day alone: whoever may delete its objects can"),
        (locked(Mode="COMPLIANCE", Days=364), "keeps an entry for 364 days alone: whoever may delete its objects can"),
        (locked(Mode="COMPLIANCE", Days=365), ""),
        (locked(Mode="COMPLIANCE", Years=1), ""),
    ],
)
def test_a_lock_that_holds_nothing_for_a_year_is_no_protection(
    stub: Stubber, answer: dict[str, Any], note: str
) -> None:
    lists(stub, [])
    stub.add_response("get_object_lock_configuration", answer)
    notes = store().read().notes
    assert len(notes) == bool(note)
    assert all(line.startswith(f"the bucket's Object Lock {note}") for line in notes)


def test_a_bucket_that_cannot_be_read_is_no_empty_ledger(stub: Stubber) -> None:
    stub.add_client_error("list_object_versions", "NoSuchBucket")
    with pytest.raises(NoLedger, match=r"^s3://audit/fraud: NoSuchBucket$"):
        store().read()


def test_without_credentials_or_with_no_address_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    with pytest.raises(NoLedger, match="NoCredentialsError"):
        store().read()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "no address")
    with pytest.raises(NoLedger, match="ValueError"):
        store()
