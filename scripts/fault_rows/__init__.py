"""Rows of the fault table that need the built program alone; `scripts/faults` runs them."""
