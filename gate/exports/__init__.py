"""The evidence as an auditor files it: made from `verdict.json` alone, so that it says the same."""
