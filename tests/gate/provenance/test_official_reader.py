"""in-toto's own library reads the attestation as a Statement, of a run with any verdict."""

from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict, Parse, ParseError
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as Message

from gate.model import Assessment, Finding, Outcome
from gate.provenance.attested import of_files
from gate.reports import attestation
from gate.reports.evidence import Evidence

DIGEST = "0" * 64


def text(outcome: Outcome) -> str:
    finding = Finding("policies", "FRAUD_LOG_1", "p", outcome)
    attested = of_files({"stacks/fraud-detection/cdk.tf.json": DIGEST}, judging={"policies/a.py": "1" * 64})
    made = Assessment("cdk.tf.json", f"sha256:{DIGEST}", (finding,))
    evidence = Evidence("2026-11-25T10:00:00Z", (made,), (), attested=attested)
    return attestation.statement(evidence, {"report.html": "2" * 64}).text()


@pytest.mark.parametrize("outcome", Outcome)
def test_the_library_of_the_format_accepts_the_statement_and_finds_what_it_is_about(outcome: Outcome) -> None:
    statement = Statement.copy_from_pb(Parse(text(outcome), Message()))
    statement.validate()
    (subject,) = statement.pb.subject
    assert (Path(subject.name).name, dict(subject.digest)) == ("cdk.tf.json", {"sha256": DIGEST})
    assert statement.pb.predicate_type == "https://slsa.dev/verification_summary/v1"
    predicate = MessageToDict(statement.pb.predicate)
    assert predicate["verificationResult"] == ("PASSED" if outcome is Outcome.PASS else "FAILED")


def test_it_would_notice_a_statement_that_is_none() -> None:
    with pytest.raises(ParseError):
        Parse(text(Outcome.PASS).replace('"predicateType"', '"predicate_kind"'), Message())
    statement = Statement.copy_from_pb(Parse(text(Outcome.PASS).replace("in-toto.io", "elsewhere.example"), Message()))
    with pytest.raises(ValueError, match="type"):
        statement.validate()
