"""The judged bytes, deployed for real to a local AWS and called for real."""
