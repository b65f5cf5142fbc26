"""How the shipped model is made: simulated transactions, training, and what it is worth."""
