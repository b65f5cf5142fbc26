"""The pytest policies as an engine of the gate."""
