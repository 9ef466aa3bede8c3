"""The promises that `make faults` puts to the test, by name."""

from faults.editors import R6
from faults.killed import R1
from faults.promise import Promise
from faults.repeats import R2
from faults.rivals import R5

PROMISES: dict[str, Promise] = {promise.name: promise for promise in (R1, R2, R5, R6)}
