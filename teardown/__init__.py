"""Takes a system that is meant to go down for good: a last backup, and then nothing is left but what must stay."""
