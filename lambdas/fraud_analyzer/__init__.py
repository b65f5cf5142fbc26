"""The fraud-analyzer function: approve, review or decline."""
