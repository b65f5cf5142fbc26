"""The fraud-detection system."""

from collections.abc import Mapping

from cdktf import TerraformOutput, TerraformStack
from constructs import Construct

from stacks.api import Api
from stacks.bundle import Bundle
from stacks.bus import Bus, bus_arn
from stacks.callers import Callers
from stacks.decisions import Decisions
from stacks.firewall import Firewall
from stacks.functions import Functions
from stacks.keys import Keys
from stacks.monitoring import Monitoring
from stacks.parameters import Parameters
from stacks.provider import provide
from stacks.queue import DeadLetterQueue
from stacks.report_workflow import ReportWorkflow
from stacks.review import DEAD_LETTERS, QUEUE, Review
from stacks.review_indexes import REVIEW_INDEXES
from stacks.settings import Settings
from stacks.subscriber import alarmed, alerted
from stacks.table import Table
from stacks.topic import Topic, alarms
from stacks.variables import Variables

OPERATIONS, UNPROCESSED = "operations", "transaction-dead-letters"
ROW_KEY = {"transaction_id": "S", "timestamp": "N"}


class FraudDetection(TerraformStack):
    """Transactions come in by the API, are decided by the workflow, and leave by events, alerts and reviews."""

    def __init__(self, scope: Construct, *, code: Mapping[str, Bundle], settings: Settings) -> None:
        super().__init__(scope, settings.system)
        provide(self, settings)
        variables = Variables(self, settings)
        keys = Keys(
            self,
            bus=settings.system,
            queue=QUEUE,
            dead_letters=[DEAD_LETTERS, UNPROCESSED],
            alarm_topic=OPERATIONS,
            settings=settings,
        )
        parameters = Parameters(self, variables=variables, key=keys.configuration, settings=settings)
        table = Table(self, "transactions", keyed_by=ROW_KEY, indexes=REVIEW_INDEXES, key=keys.transactions)
        histories = Table(self, "card-histories", keyed_by={"key": "S"}, expiring_by="expires", key=keys.transactions)
        alerts = Topic(self, "fraud-alerts", key=keys.messages, subscribers=alerted(variables), settings=settings)
        operations = Topic(
            self,
            OPERATIONS,
            key=keys.messages,
            subscribers=alarmed(variables),
            senders=(alarms(OPERATIONS, settings),),
            settings=settings,
        )
        senders = [bus_arn(settings.system, settings)]
        unprocessed = DeadLetterQueue(self, UNPROCESSED, key=keys.dead_letters, senders=senders, settings=settings)
        bus = Bus(self, settings.system, key=keys.messages, failures=unprocessed)
        review = Review(self, bus=bus, key=keys.messages, failures_key=keys.dead_letters, settings=settings)
        functions = Functions(self, code=code, keys=keys, parameters=parameters, alerts=alerts, settings=settings)
        callers = Callers(self, settings=settings)
        decisions = Decisions(
            self,
            "transaction-processing",
            code=code,
            functions=functions,
            callers=callers,
            table=table,
            histories=histories,
            bus=bus,
            dead_letters=unprocessed,
            keys=keys,
            settings=settings,
        )
        reports = ReportWorkflow(
            self,
            "transaction-reports",
            table=table,
            histories=histories,
            reporters=callers.reporters,
            key=keys.transactions,
            logs_key=keys.logs,
            settings=settings,
        )
        api = Api(
            self,
            settings.system,
            workflow=decisions.workflow,
            reports=reports,
            batches=decisions.batches,
            lookups=decisions.lookups,
            key=keys.transactions,
            logs_key=keys.logs,
            settings=settings,
        )
        callers.let_in(api)
        Firewall(self, settings.system, stage_arn=api.stage_arn, logs_key=keys.logs, settings=settings)
        Monitoring(
            self,
            functions=functions.all,
            analyzer=functions.analyzer,
            drain=decisions.drain.function,
            workflows=[decisions.workflow, decisions.batches, decisions.lookups, reports],
            api=api,
            review=review.queue,
            overflow=decisions.overflow.queue,
            dead_letters=[review.dead_letters, decisions.overflow.dead_letters, unprocessed],
            rules=review.rules,
            topics=[alerts, operations],
            to=operations,
            settings=settings,
        )
        TerraformOutput(self, "api_url", value=api.url, description="POST a transaction here")
        TerraformOutput(self, "report_url", value=api.report_url, description="POST a report on a transaction here")
