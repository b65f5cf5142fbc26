"""How long things take, as ratios within one run: `make bench`. Nothing here is asserted in a test."""
