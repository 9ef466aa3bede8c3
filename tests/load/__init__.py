"""The load."""
