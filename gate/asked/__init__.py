"""What was asked of the system, sentence by sentence, and what no file can show of it."""
