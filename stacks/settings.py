"""The numbers and names that we build with, once; what must be true of them is stated elsewhere, by someone else."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Times are in seconds unless the name says otherwise; rates are requests per second."""

    region: str = "us-east-1"
    system: str = "fraud-detection"
    account: str = "account"
    delivery: str = "delivery"
    # Whose workflows may plan and deploy, as OWNER@OWNER_ID/NAME@REPOSITORY_ID: put your own in its place.
    repository: str = "the-organization-that-owns-this-repository@0/fraud-detection@0"
    session_seconds: int = 3_600

    reserved_concurrent_executions: int = 10
    function_memory_mib: int = 1769
    function_timeout: int = 2

    log_retention_days: int = 7
    key_rotation_days: int = 90
    key_deletion_days: int = 30
    # How long an old version of a state can be gone back to, and how long nobody can delete what the ledger of deploys
    # says: a year, also one that has a day more. An upload that never ended goes after a week.
    state_days: int = 90
    ledger_days: int = 366
    upload_days: int = 7

    # A function gets a second above its own limit, so that it says itself that it ran out of time.
    invocation_timeout: int = 3
    call_timeout: int = 2
    # Any one task at its worst, 16 s, and its dead letter, 9 s, with 3 s for the rest; API Gateway waits for 29 s.
    workflow_timeout: int = 28
    # Of a call with many payments: until all are judged, and then until each is decided; a retry takes a second.
    judging_timeout: int = 8
    payment_timeout: int = 14
    data_key_reuse: int = 300
    integration_timeout_ms: int = 29_000

    # Each client and each reporter has an API key and a usage plan of its own; one that is taken out loses its key.
    clients: tuple[str, ...] = ("client",)
    # Each client has keys for who reports on its transactions: what the name of the key adds, and the kind of reporter.
    reporters: tuple[tuple[str, str], ...] = (("customers", "customer"), ("chargebacks", "chargeback"))
    # The tokens of customers who get alerts of their own, each by an address and a number of theirs.
    customers: tuple[str, ...] = ()
    client_rate: int = 1_000
    client_burst: int = 2_000
    # Of these: calls with up to 25 payments, which are as many payments then; and who asks leaves half to payments.
    batch_rate: int = 40
    batch_burst: int = 80
    question_rate: int = 500
    question_burst: int = 1_000
    # A permitted client sends at most 1,000 x 60 + 2,000 in a window, by whatever methods: AWS's staff say that their
    # throttles are within the plan's. Twice its rate is the bound above.
    firewall_window: int = 60
    firewall_limit: int = 90_000
    # Bytes of a body: of one payment, as AWS's rules have it, and of many in one call, the longest of which has 24,418.
    # AWS WAF looks at 32 KB, that is 32,768 bytes, so the bound of many is one that it can see passed.
    body_limit: int = 8_192
    batch_limit: int = 32_000
    inspected_kb: int = 32

    # How old a transaction may be, and how far the clock of a caller may be ahead of ours.
    transaction_age_hours: int = 24
    clock_skew_minutes: int = 5
    # In US dollars; event rules compare numbers up to 5 * 10^9 and no larger.
    largest_amount_usd: int = 1_000_000
    # So long an exchange rate of the reviewed table holds; the table is renewed each month.
    rate_age_days: int = 60
    # Connecting to a service of AWS may take so long, and so may its answer; the remote model has so long for both.
    call_timeout_ms: int = 400
    model_timeout_ms: int = 500
    parameter_cache: int = 300

    review_threshold: int = 5_000
    # A sweep looks at an announcement twice at most; an interrupted one looks in vain.
    review_attempts: int = 50
    review_visibility: int = 30
    # What is throttled: Lambda takes at most so many messages at once without waiting for more, and hands a batch to
    # each of the drain's executions, which has time for a batch of one card. A message is hidden six times as long.
    overflow_batch: int = 10
    drain_timeout: int = 30
    execution_timeout_ms: int = 10_000
    overflow_visibility: int = 180
    overflow_attempts: int = 10
    # Less than the dead letters are kept: a message takes its age along.
    message_retention: int = 10 * 86_400
    dead_letter_retention: int = 14 * 86_400
    event_age: int = 3_600
    event_retries: int = 8

    # Raise it with each new value: a write-only value leaves nothing in the state to compare with.
    parameter_version: int = 1

    alarm_period: int = 60
    slow_function_ms: int = 500
    slow_batch_ms: int = 15_000
    slow_answer_ms: int = 1_000
    # A person decides each review within a day, of which four hours are left when the alarm rings. Sweeps go by it.
    old_message: int = 72_000
    # A batch that failed comes again after its time; a payment waits for that once.
    old_overflow: int = 300
    client_errors: int = 500
    # Of 6,000 payments a minute, which ten executions serve, 2 %; the model reviews half a percent.
    high_scores: int = 120
    # Dollars that SNS may spend on SMS in a month, one in a new account, and from how much of it on the alarm rings.
    sms_limit: int = 1
    sms_percent: int = 80

    @property
    def reporting(self) -> tuple[tuple[str, str, str], ...]:
        """Each reporter's key, its client and its kind."""
        return tuple((f"{client}-{name}", client, kind) for client in self.clients for name, kind in self.reporters)

    @property
    def callers(self) -> int:
        """How many keys the API knows, each with a client's rate."""
        return len(self.clients) + len(self.reporting)
