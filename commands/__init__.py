"""What the commands for operators share: how they end."""
