"""Checks the templates of alerts before they are stored."""
