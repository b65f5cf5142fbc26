"""Coverage-guided fuzzing of whatever reads bytes that others wrote: no crash, no hang, and no wrong acceptance."""
