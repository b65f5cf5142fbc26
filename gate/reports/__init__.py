"""The reports of a run, one file a reader: each is a function from `Evidence` to the text of one report."""
