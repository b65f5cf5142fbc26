"""What an operator does with dead letters: look at them first, then bring each transaction to its end."""
