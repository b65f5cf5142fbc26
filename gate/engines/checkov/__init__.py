"""Checkov as an engine of the gate."""
