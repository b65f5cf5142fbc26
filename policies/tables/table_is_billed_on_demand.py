from policies.core import Severity
from policies.core.kinds import Absent, Attributes, Exactly


class TableIsBilledOnDemand(Attributes):
    """Every table is paid for by request, with no bound on its throughput.

    A burst of transactions is when fraud happens; a provisioned or capped table refuses writes just then, and the
    decision is lost to the caller.
    """

    id = "FRAUD_TABLE_2"
    severity = Severity.HIGH
    waivable = True
    applies_to = ("aws_dynamodb_table",)
    required = {
        "billing_mode": Exactly("PAY_PER_REQUEST", otherwise="is billed as {value}, not on demand"),
        "on_demand_throughput": Absent(otherwise="on_demand_throughput caps the table's throughput"),
        "read_capacity": Absent(otherwise="read_capacity bounds the table's throughput"),
        "write_capacity": Absent(otherwise="write_capacity bounds the table's throughput"),
    }
    remediation = "Build the table with stacks.table.Table: it is on demand and sets no capacity."
    violating = {
        "is provisioned": {"billing_mode": "PROVISIONED"},
        "is capped": {"on_demand_throughput": {"max_write_request_units": 1}},
        "provisions reads": {"read_capacity": 1},
        "provisions writes": {"write_capacity": 1},
    }
