"""Runs a program and writes to a file what it took: {"megabytes": at most, "seconds": of processor time}.

usage: peak_memory.py FILE PROGRAM ARGUMENT...
It ends with the program's exit status. The figure is the kernel's own (ru_maxrss), so that no peak is
missed between two looks.
"""

import json
import os
import resource
import sys

child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status = os.waitpid(child, 0)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
taken = {"megabytes": used.ru_maxrss / 1024, "seconds": used.ru_utime + used.ru_stime}
with open(sys.argv[1], "w") as file:
    json.dump(taken, file)
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
