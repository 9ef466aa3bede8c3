"""Measures of the text engine, on real revisions and on generated texts. `make bench` prints them; it asserts nothing."""
