"""The targets: each feeds bytes to readers, and asks of what they accept whether it is what the bytes say."""
