"""What a load costs is read from the kernel: of each server with what it starts, and of the load itself without its servers."""

import subprocess
import sys

from load.cost import Cost, in_words

BUSY = "sum(range(20_000_000))"
PARENT = (
    f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BUSY!r}])\nprint('done', flush=True)\nsys.stdin.read()"
)


def test_a_server_costs_what_its_workers_do_and_the_load_does_not():
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        cost = Cost({"server": server.pid})
        assert server.stdout is not None
        server.stdout.readline()
        spent = cost.seconds()
        server.communicate()
    assert spent["server"] > 2 * spent["this load"], spent


def test_it_is_told_for_each_ballot():
    assert in_words({"pages": 2.0, "this load": 0.5}, 500) == "4.0 ms pages, 1.0 ms this load; 5.0 ms in all"
