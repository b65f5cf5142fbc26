"""The reports of a run can be mailed and kept for years: what is true of many places is said once."""

from gate.exports.archive import archive
from gate.exports.bundle import exported
from gate.reports.evidence import Evidence
from gate.reports.names import SIGNED
from gate.reports.write import rendered

MB = 1_000_000


def test_reports_and_archive_of_all_stacks_can_be_mailed(both: Evidence) -> None:
    reports = rendered(both)
    assert sum(len(content) for name, content in reports.items() if name != "report.html") < 2.2 * MB
    assert len(archive(exported(reports, SIGNED))) < 2.2 * MB
