"""What a change does to the posture."""
