"""The review in a browser, for whoever started it and nobody else."""
