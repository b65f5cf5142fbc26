"""Deploying what was judged: planned, held to the judged files, bound, approved, applied, and looked at afterwards."""
