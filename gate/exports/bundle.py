"""What `evidence.zip` holds: all reports of a run, its attestation, and the evidence as tables made from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from gate.exports import deploys, table, workbook
from gate.exports.rows import Verdict, rows
from gate.reports.names import SBOM_OF_BUNDLES, SBOM_OF_TOOLS

SUMS, README, CSV, XLSX = "SHA256SUMS", "README.txt", "evidence.csv", "evidence.xlsx"
# What is made from the reports alone, and made again to be compared.
DERIVED = (README, CSV, XLSX)
ABOUT = """\
Evidence of the gate: {verdict}, judged at {time}
Commit: {commit}

evidence.csv, evidence.xlsx   a row for each control, finding and value
report.html                   the same for people: open it in a browser
attestation.json              the verdict, bound to the bytes that were judged and to the reports{signed}{bills}{ledger}
SHA256SUMS                    the digest of each file: check it with `sha256sum -c SHA256SUMS`

`gate verify --reports evidence.zip --key KEY` compares each file with what was attested and signed.

In {tables} an apostrophe stands before a cell that a spreadsheet could take for a formula.
The other files hold the same evidence for tools.
"""
BILLED = f"""
{SBOM_OF_BUNDLES:<30}the files that are deployed (CycloneDX), by their attested digests, and what is in each bundle
{SBOM_OF_TOOLS:<30}the packages that judged (CycloneDX): all of requirements.lock, whose digest is attested"""

RECORDED = f"""
{deploys.DEPLOYS:<30}a row for each deploy in the ledger, of this run or another; also a sheet of evidence.xlsx
{deploys.CONTROLS:<30}since when each control passes, or does not, by the ledger; also a sheet
{deploys.FOLDER:<30}the entries of the ledger, from which both tables are made
{deploys.NOTE:<30}their number and head, and how far whoever packed them says that they were verified"""


def exported(reports: Mapping[str, bytes], signed: str) -> Mapping[str, bytes]:
    """What the archive holds, by name; `signed` is the name of the signature, if it is among the reports.

    So may be the bills of materials, and the entries of a ledger with their note.
    """
    verdict: Verdict = json.loads(reports["verdict.json"])
    evidence = tuple(rows(verdict))
    head = verdict["head"]
    about = ABOUT.format(
        verdict=verdict["verdict"],
        time=head["judged at"],
        commit=head.get("commit", "not known"),
        signed=f"\n{signed:<30}{'the same, signed' if signed in reports else 'is missing: nobody signed it'}",
        bills=BILLED if SBOM_OF_BUNDLES in reports else "",
        ledger=RECORDED if deploys.NOTE in reports else "",
        tables="each CSV file" if deploys.NOTE in reports else "evidence.csv",
    )
    recorded = deploys.sheets(reports)
    files = {
        **reports,
        README: about.encode(),
        CSV: table.render(evidence).encode(),
        XLSX: workbook.render(verdict, evidence, recorded),
        **deploys.tables(recorded),
    }
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: "".join(sums).encode()}
