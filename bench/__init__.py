"""How long things take, as ratios within one run: `make bench`. Nothing here is asserted in a test."""

# After the drain's name: it judges the payments of a call, and starts nothing.
JUDGING = ", judging"
