"""Waivers: read, and applied to findings."""
