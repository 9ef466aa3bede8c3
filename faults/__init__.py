"""Faults, and the promises that hold in spite of them: `make faults`. The short rounds of the same run in the suite."""
