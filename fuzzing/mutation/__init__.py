"""How an input is changed by its structure, where random bytes would get no further than the first check."""
