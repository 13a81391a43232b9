#!/usr/bin/env python3
"""How long whole processes take to read the same file: ours and others, in pairs.

    cargo build --release
    python3 -m venv peers && peers/bin/pip install -r benches/peers/requirements.txt
    peers/bin/python benches/peers/read_votes.py un_votes.csv.gz

Each round runs every program once, so that each of our runs has its pair from the same
minute, on the same machine. What is compared:

    stancegraph show   the whole job: read, check, build the graph, add up, print
    pandas.read_csv    reading into a data frame, nothing else
    polars.read_csv    reading into a data frame, nothing else

Every time is given twice: of the whole process, and of the call alone, without the start of
Python and the import, as `call`. Memory is the largest resident set of the process.
Linux and macOS.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

CALL = """
import sys, time
import {module}
begin = time.perf_counter()
frame = {module}.read_csv(sys.argv[1])
print(time.perf_counter() - begin, len(frame))
"""

MAPPING = [
    "--map", "actor=country,issue=rcid,position=vote",
    "--values", "yes=support,no=oppose,abstain=neutral",
]


def commands(binary, table, mapping):
    """The programs, by name."""
    peers = {
        f"{module}.read_csv": [sys.executable, "-c", CALL.format(module=module), table]
        for module in ("pandas", "polars")
    }
    return {"stancegraph show": [binary, "show", table, *mapping], **peers}


def run(command):
    """Seconds of the whole process, seconds it reports itself, peak memory in MB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    call = float(printed.split()[0]) if command[1] == "-c" else wall
    return wall, call, usage.ru_maxrss / unit


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", help="a table, in gzip or not")
    parser.add_argument("--binary", default="target/release/stancegraph")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--own", action="store_true", help="the table has our columns: no mapping")
    args = parser.parse_args()
    if not Path(args.binary).is_file():
        sys.exit(f"{args.binary} is not there; run cargo build --release")

    programs = commands(args.binary, args.table, [] if args.own else MAPPING)
    runs = {name: [] for name in programs}
    for round_number in range(args.rounds + 1):
        for name, command in programs.items():
            measured = run(command)
            if round_number > 0:  # the first round only warms up
                runs[name].append(measured)

    print(f"{args.table}, {args.rounds} rounds, medians (fastest to slowest)")
    print(f"{'':18}{'process s':>24}{'call s':>9}{'memory MB':>11}")
    for name, measured in runs.items():
        wall, call, memory = (list(column) for column in zip(*measured))
        spread = f"{statistics.median(wall):.3f} ({min(wall):.3f} to {max(wall):.3f})"
        print(f"{name:18}{spread:>24}{statistics.median(call):9.3f}{statistics.median(memory):11.0f}")

    print("ratios of stancegraph's whole process to the others, pair by pair, medians")
    ours = runs["stancegraph show"]
    for name in list(programs)[1:]:
        pairs = list(zip(ours, runs[name]))
        to_process = statistics.median(own[0] / peer[0] for own, peer in pairs)
        to_call = statistics.median(own[0] / peer[1] for own, peer in pairs)
        memory = statistics.median(own[2] / peer[2] for own, peer in pairs)
        print(f"  {name}: {to_process:.2f} of its process, {to_call:.2f} of its call, "
              f"{memory:.2f} of its memory")


if __name__ == "__main__":
    main()
