from collections.abc import Iterator

from policies.core import Policy, Resource, Severity, Stack

CAPS = ("on_demand_throughput", "read_capacity", "write_capacity")


class TableIsOnDemand(Policy):
    """Every table is paid for by request, with no bound on its throughput.

    A burst of transactions is when fraud happens; a provisioned or capped table refuses writes just then, and the
    decision is lost to the caller.
    """

    id = "FRAUD_TABLE_2"
    severity = Severity.HIGH
    applies_to = ("aws_dynamodb_table",)
    claims = ("billing_mode", *CAPS)
    remediation = "Build the table with stacks.table.Table: it is on demand and sets no capacity."

    compliant = {"billing_mode": "PAY_PER_REQUEST"}
    violating = {
        "is provisioned": {"billing_mode": "PROVISIONED"},
        "is provisioned by default": {"billing_mode": None},
        "is capped": {"on_demand_throughput": {"max_write_request_units": 1}},
        "provisions reads": {"read_capacity": 1},
        "provisions writes": {"write_capacity": 1},
        "is decided at deploy time": {"billing_mode": "${var.billing}"},
    }

    def violations(self, resource: Resource, stack: Stack) -> Iterator[str]:
        if resource.get("billing_mode") != "PAY_PER_REQUEST":
            yield f"is billed as {resource.get('billing_mode')!r}, not on demand"
        yield from (f"bounds its throughput by {each}" for each in CAPS if resource.get(each) is not None)
