"""Attacks the rulebook with thousands of small changes of the real stacks, and keeps the score."""
