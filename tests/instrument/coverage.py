#!/usr/bin/env python3
"""Prints which share of the lines of each folder of cgi/ was run, from what gcov knows.

    coverage.py BUILD

A line of a header counts once, and as run when any source that includes it ran it. Sources that were
never run count as well, with all their lines.
"""

import collections
import json
import pathlib
import subprocess
import sys

build = pathlib.Path(sys.argv[1])
runs = collections.defaultdict(lambda: collections.defaultdict(int))
for notes in sorted(build.glob("obj/**/*.gcno")):
    report = subprocess.run(
        ["gcov", "--json-format", "--stdout", str(notes)],
        check=True, capture_output=True, text=True,
    ).stdout
    for line in report.splitlines():
        for file in json.loads(line)["files"]:
            if not file["file"].startswith("cgi/"):
                continue
            for counted in file["lines"]:
                runs[file["file"]][counted["line_number"]] += counted["count"]

folders = collections.defaultdict(lambda: [0, 0])
for file, lines in runs.items():
    for name in (str(pathlib.Path(file).parent) + "/", "all"):
        folders[name][0] += len(lines)
        folders[name][1] += sum(1 for count in lines.values() if count)
print(f"{'folder':<16}{'lines':>8}{'run':>8}{'share':>9}")
for folder in sorted(folders, key=lambda name: (name == "all", name)):
    lines, run = folders[folder]
    print(f"{folder:<16}{lines:>8}{run:>8}{run / lines:>9.1%}")
sys.exit(0 if folders else "no line was counted")
