"""The ledger: one signed entry for each step of a deploy, each naming the one before it."""
