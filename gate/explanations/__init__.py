"""What each id that the gate prints means."""
