"""Erases what tells a cardholder in the deployed system; python -m erasure is the command."""
