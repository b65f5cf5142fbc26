"""Writes the lists that others keep and the validator goes by: currencies, countries and exchange rates."""
