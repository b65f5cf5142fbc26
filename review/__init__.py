"""What an analyst does with payments that a person must look at; python -m review is the command."""
