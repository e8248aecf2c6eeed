"""Measured side by side in one run: ours, the usual way, and the floor. Ratios are printed, nothing is asserted."""
