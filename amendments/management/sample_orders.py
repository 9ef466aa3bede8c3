"""Standing orders as the sample writes them, for people ("1/2"), and as the table has them."""

from __future__ import annotations

from typing import Any


def orders_of(written: dict[str, Any]) -> dict[str, Any]:
    """Give the rules by their names in the table: a majority is a numerator and a denominator there."""
    rules = {name: value for name, value in written.items() if not name.endswith("_majority")}
    for name, value in written.items():
        if name.endswith("_majority"):
            kind = name.removesuffix("_majority")
            rules[f"{kind}_numerator"], rules[f"{kind}_denominator"] = (int(part) for part in value.split("/"))
    return rules
