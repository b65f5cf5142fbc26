"""The architecture diagram, `docs/system.svg`: made from the judged file, and leaving nothing of it out in silence."""
