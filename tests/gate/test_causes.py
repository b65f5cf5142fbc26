"""Equal findings are one cause with its places, the worst first."""

from hypothesis import given
from hypothesis import strategies as st

from gate.causes import NOT_DECLINED, causes
from gate.model import Finding, Outcome
from policies.core.policy import Severity

PLACES = st.sampled_from(["stage", "table", "key"])
FINDINGS = st.lists(
    st.builds(
        Finding,
        source=st.sampled_from(["policies", "checkov"]),
        policy=st.sampled_from(["FRAUD_X_1", "FRAUD_X_2", "CKV_AWS_1"]),
        place=PLACES,
        outcome=st.sampled_from(Outcome),
        details=st.sampled_from(["is open", "is not encrypted"]),
        remedy=st.sampled_from(["close it", ""]),
        waiver=st.sampled_from(["", "PAY-1"]),
    ),
    max_size=12,
)


def failing(policy: str, place: str, outcome: Outcome = Outcome.FAIL, waiver: str = "") -> Finding:
    return Finding("policies", policy, place, outcome, "is not encrypted", "encrypt it", waiver)


def test_equal_findings_are_one_cause_with_their_places() -> None:
    (cause,) = causes([failing("FRAUD_X_1", place) for place in ("table", "queue", "topic")])
    assert cause == ("FRAUD_X_1", "is not encrypted", "encrypt it", Outcome.FAIL, ("table", "queue", "topic"), "", ())


def test_what_several_policies_say_of_the_same_places_is_one_cause_with_the_remedy_of_the_worst() -> None:
    findings = [failing(policy, place) for policy in ("LOW", "WORST") for place in ("table", "queue")]
    findings = [each._replace(remedy="another") if each.policy == "LOW" else each for each in findings]
    (cause,) = causes([*findings, failing("WORST", "table")], {"LOW": Severity.LOW, "WORST": Severity.CRITICAL})
    assert (cause.policies, cause.remedy) == (("WORST", "LOW"), "encrypt it")


def test_what_two_policies_say_of_other_places_or_in_another_outcome_is_two_causes() -> None:
    assert len(causes([failing("A", "table"), failing("B", "queue")])) == 2
    assert len(causes([failing("A", "table"), failing("B", "table", Outcome.ERROR)])) == 2
    assert len(causes([failing("A", "table"), failing("B", "table", waiver="PAY-1")])) == 2


def test_a_connection_that_repeats_a_policy_at_its_places_is_the_same_cause() -> None:
    repeating = failing("CKV2_FRAUD_X_1", "table")._replace(source="checkov", details="fails Checkov's check")
    (cause,) = causes([failing("FRAUD_X_1", "table"), failing("FRAUD_X_1", "queue"), repeating])
    assert (cause.policies, cause.places) == (("FRAUD_X_1", "CKV2_FRAUD_X_1"), ("table", "queue"))
    assert len(causes([failing("FRAUD_X_1", "queue"), repeating])) == 2
    assert len(causes([repeating])) == 1


def test_what_could_not_be_judged_is_first_and_what_is_waived_last_whatever_its_severity() -> None:
    findings = [failing("FRAUD_X_1", "a", waiver="PAY-1"), failing("FRAUD_X_1", "a")]
    findings.append(failing("FRAUD_X_2", "a", Outcome.ERROR))
    found = causes(findings, {"FRAUD_X_1": Severity.CRITICAL, "FRAUD_X_2": Severity.LOW})
    assert [(cause.outcome, cause.waiver) for cause in found] == [
        (Outcome.ERROR, ""),
        (Outcome.FAIL, ""),
        (Outcome.FAIL, "PAY-1"),
    ]


def test_the_worst_policy_is_first_and_what_has_no_severity_stands_with_the_high_ones() -> None:
    severities = {"LOW": Severity.LOW, "HIGH": Severity.HIGH, "MEDIUM": Severity.MEDIUM, "WORST": Severity.CRITICAL}
    failures = [failing(policy, policy) for policy in ("LOW", "CKV_AWS_1", "HIGH", "MEDIUM", "WORST")]
    found = causes(failures, severities)
    assert [cause.policy for cause in found] == ["WORST", "CKV_AWS_1", "HIGH", "MEDIUM", "LOW"]


@given(FINDINGS)
def test_every_finding_that_does_not_pass_has_its_place_in_just_one_cause(findings: list[Finding]) -> None:
    found = causes(findings)
    told = [
        (policy, cause.details, cause.outcome, place, cause.waiver, cause.remedy)
        for cause in found
        for place in cause.places
        for policy in cause.policies
    ]
    assert len(told) == len(set(told))
    assert {parts[:-1] for parts in told} == {
        (finding.policy, finding.details, finding.outcome, finding.place, finding.waiver)
        for finding in findings
        if finding.outcome is not Outcome.PASS
    }


def test_a_decline_that_does_not_count_is_told_once_and_after_what_it_follows_from() -> None:
    found = causes(
        [
            *[
                failing(check, "function")._replace(details=f"{NOT_DECLINED}is not traced")
                for check in ("CKV_1", "CKV_2")
            ],
            failing("FRAUD_X_1", "function")._replace(details="is not traced"),
        ],
        {"FRAUD_X_1": Severity.MEDIUM},
    )
    assert [cause.policies for cause in found] == [("FRAUD_X_1",), ("CKV_1", "CKV_2")]
