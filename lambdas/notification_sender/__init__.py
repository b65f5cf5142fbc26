"""The notification-sender function: tell customers what was decided."""
