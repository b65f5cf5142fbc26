"""Who may do what, in words, read from the judged files."""
