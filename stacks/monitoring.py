"""What is watched: functions, workflow, what is remembered, API, queues, event rules and topics."""

from collections.abc import Sequence
from functools import partial

from constructs import Construct

from stacks.alarm import Alarms, Metric
from stacks.api import Api
from stacks.dashboard import Dashboard
from stacks.function import Function
from stacks.log_metric import LogMetric
from stacks.machine import Machine
from stacks.queue import DeadLetterQueue, Queue
from stacks.rule import Rule
from stacks.settings import Settings
from stacks.topic import Topic


class Monitoring(Construct):
    """Alarms to one topic, and one dashboard of the same metrics."""

    def __init__(
        self,
        scope: Construct,
        *,
        functions: Sequence[Function],
        analyzer: Function,
        drain: Function,
        workflows: Sequence[Machine],
        api: Api,
        review: Queue,
        overflow: Queue,
        dead_letters: Sequence[DeadLetterQueue],
        rules: Sequence[Rule],
        topics: Sequence[Topic],
        to: Topic,
        settings: Settings,
    ) -> None:
        super().__init__(scope, "monitoring")
        # In the words of who analyzes: a read may fail, and what it brings may not be understood, or not be all of it.
        unread = LogMetric(
            self, "HistoryUnavailable", functions=[analyzer, drain], message="history unavailable", settings=settings
        )
        # In the analyzer's words, since no metric of AWS knows a score. What is decided at once is a sample of all.
        high = LogMetric(
            self,
            "HighScores",
            functions=[analyzer],
            message="score in the upper band",
            threshold=settings.high_scores,
            settings=settings,
        )
        watched: list[tuple[str, dict[str, str], tuple[Metric, ...]]] = [
            *(
                (function.label, {"FunctionName": function.name}, _function(settings.slow_function_ms))
                for function in functions
            ),
            # Nobody waits for its answer, and a batch of one card takes one decision after another.
            (drain.label, {"FunctionName": drain.name}, _function(settings.slow_batch_ms)),
            *((machine.label, {"StateMachineArn": machine.arn}, WORKFLOW) for machine in workflows),
            ("history", {}, (unread.metric,)),
            ("scores", {}, (high.metric,)),
            ("api", {"ApiName": api.name, "Stage": api.stage}, _api(settings)),
            (review.label, {"QueueName": review.name}, (_unreviewed(settings),)),
            (overflow.label, {"QueueName": overflow.name}, (_undecided(settings),)),
            *((queue.label, {"QueueName": queue.name}, (DEAD_LETTERS,)) for queue in dead_letters),
            *((rule.label, {"EventBusName": rule.bus, "RuleName": rule.name}, EVENTS) for rule in rules),
            *((topic.label, {"TopicName": topic.name}, (NOTIFICATIONS,)) for topic in topics),
            ("sms", {}, (_spent(settings),)),
        ]
        for name, dimensions, metrics in watched:
            Alarms(self, name, dimensions=dimensions, metrics=metrics, to=to, settings=settings)
        Dashboard(self, watched=watched, settings=settings)


WORKFLOW = tuple(Metric(namespace="AWS/States", name=name) for name in ("ExecutionsFailed", "ExecutionsTimedOut"))
EVENTS = tuple(
    Metric(namespace="AWS/Events", name=name) for name in ("FailedInvocations", "InvocationsFailedToBeSentToDlq")
)
NOTIFICATIONS = Metric(namespace="AWS/SNS", name="NumberOfNotificationsFailed")
_age = partial(Metric, namespace="AWS/SQS", name="ApproximateAgeOfOldestMessage", statistic="Maximum")
DEAD_LETTERS = Metric(namespace="AWS/SQS", name="ApproximateNumberOfMessagesVisible", statistic="Maximum")


def _function(slow: int) -> tuple[Metric, ...]:
    counted = (Metric(namespace="AWS/Lambda", name="Errors"), Metric(namespace="AWS/Lambda", name="Throttles"))
    return (*counted, Metric(namespace="AWS/Lambda", name="Duration", statistic="p99", threshold=slow))


def _api(settings: Settings) -> tuple[Metric, ...]:
    return (
        Metric(namespace="AWS/ApiGateway", name="5XXError"),
        Metric(namespace="AWS/ApiGateway", name="4XXError", threshold=settings.client_errors),
        Metric(namespace="AWS/ApiGateway", name="Latency", statistic="p99", threshold=settings.slow_answer_ms),
    )


def _unreviewed(settings: Settings) -> Metric:
    return _age(
        threshold=settings.old_message,
        description=f"A payment has waited for a reviewer for {settings.old_message // 3_600} hours: "
        "see python -m review list. If all is decided: python -m review sweep.",
    )


def _undecided(settings: Settings) -> Metric:
    return _age(
        threshold=settings.old_overflow,
        description=f"A payment that was accepted and queued is not decided after {settings.old_overflow} seconds: "
        "see the errors and throttles of transaction-drain.",
    )


def _spent(settings: Settings) -> Metric:
    """What all SMS of the account cost this month, before SNS stops sending them."""
    limit = settings.sms_limit * settings.sms_percent / 100
    return Metric(namespace="AWS/SNS", name="SMSMonthToDateSpentUSD", statistic="Maximum", threshold=limit)
