"""Runs a program and writes to a file what it took: {"megabytes": at most, "seconds": until its end,
"cpu_seconds": of computing}.

usage: peak_memory.py FILE PROGRAM ARGUMENT...
It ends with the program's exit status. The figure is the kernel's own (ru_maxrss), so that no peak is
missed between two looks.
"""

import json
import os
import resource
import sys
import time

begun = time.monotonic()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status = os.waitpid(child, 0)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
taken = {
    "megabytes": usage.ru_maxrss / 1024,
    "seconds": time.monotonic() - begun,
    "cpu_seconds": usage.ru_utime + usage.ru_stime,
}
with open(sys.argv[1], "w") as file:
    json.dump(taken, file)
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
