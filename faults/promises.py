"""The promises that `make faults` puts to the test, by name."""

from faults.ballots import R3, R4
from faults.clocks import R9
from faults.editors import R6
from faults.killed import R1
from faults.promise import Promise
from faults.repeats import R2
from faults.rivals import R5
from faults.secrecy import P1
from faults.traces import P2

PROMISES: dict[str, Promise] = {promise.name: promise for promise in (R1, R2, R3, R4, R5, R6, R9, P1, P2)}
