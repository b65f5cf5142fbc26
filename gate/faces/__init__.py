"""The faces of the evidence: each a function from `Evidence` to the text of one report."""
