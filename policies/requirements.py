"""Numbers and names that several policies require, each said once. What we build (stacks/) never imports this."""

from __future__ import annotations

from collections.abc import Mapping

# The functions that the system consists of, by their agreed names.
VALIDATOR, ANALYZER, NOTIFIER = "transaction-validator", "fraud-analyzer", "notification-sender"
# Beside those three: it decides what the first two throttle, out of this queue.
DRAIN, OVERFLOW = "transaction-drain", "transaction-overflow"

# The tables: of what was decided, of what is remembered of cards, terminals and merchants, and of what was accepted and
# refused when it came out of the queue.
TRANSACTIONS, HISTORIES, REFUSALS = "transactions", "card-histories", "refused-payments"

# Who may send transactions, each with a key of its own.
CLIENTS: tuple[str, ...] = ("client",)

# Who reports on the transactions of a client, each with a key of its own: what kind of reporter, and of which client.
REPORTERS: Mapping[str, tuple[str, str]] = {
    f"{client}-{kind}s": (client, kind) for client in CLIENTS for kind in ("customer", "chargeback")
}

# The workflows: the one that decides, the one that takes reports on what was decided, the one that tells a client what
# became of what was only accepted, and the one that takes many payments in one call.
DECIDING, REPORTING, LOOKING = "transaction-processing", "transaction-reports", "transaction-lookups"
BATCHING = "transaction-batches"

# The models of the bodies: of a transaction, of many in one call, and of a report.
TRANSACTION_MODEL, BATCH_MODEL, REPORT_MODEL = "Transaction", "Transactions", "Report"
LARGEST_BATCH = 25

# Requests that a client may send a second, and at once beyond that.
CLIENT_RATE, CLIENT_BURST = 1_000, 2_000

# Bytes that the body of a request may have, as AWS's managed rules have it, and that of a call with many payments; and
# the KB that AWS WAF looks at.
LARGEST_BODY, LARGEST_CALL, INSPECTED_KB = 8_192, 32_000, 32

# Customers who get their own alerts, by their tokens, and the variables of their addresses and numbers.
CUSTOMERS: tuple[str, ...] = ()
CONTACTS = tuple(f"alert_{kind}_of_{customer}" for customer in CUSTOMERS for kind in ("email", "phone"))

# Where all data stays. It is of AWS's own partition, of which all ARNs are: `arn:aws:`.
REGION = "us-east-1"

# Dollars: a transaction of a larger amount is reviewed by a person.
REVIEW_THRESHOLD = 5_000

# The repository on GitHub whose workflows may plan and deploy, for how many seconds at a time. Its ids and its owner's
# stand behind the names: somebody else can take a name once it is free, but no id. Nobody has the id 0.
REPOSITORY, SESSION = "the-organization-that-owns-this-repository@0/fraud-detection@0", 3_600

# The only version of the AWS provider with which the file was tried.
PROVIDER_VERSION = "5.100.0"

# Dollars: what SNS may spend on SMS in a month, in this account and region. AWS gives a new account one.
SMS_LIMIT = 1

# The parameter of the model, and who asks that model.
ENDPOINT = "/fraud-detection/ml-model-endpoint"
ANALYZERS = frozenset({ANALYZER, DRAIN})

# Seconds: no parameter and no data key is used for longer before it is fetched anew.
SECRET_LIFETIME = 300
