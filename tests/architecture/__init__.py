"""The laws of the house, kept by reading its own source."""
