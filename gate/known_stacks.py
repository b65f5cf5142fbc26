"""The stacks of this project by name: each lies in `stacks/NAME` of the output, and nothing else is deployed."""

KNOWN_STACKS = ("fraud-detection",)
