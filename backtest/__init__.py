"""What other rules or another model would have decided on recorded payments; python -m backtest is the command."""
