#!/usr/bin/env python3
"""How long a table takes to become a graph, and how long polars needs to read and group it.

    cargo build --release
    python3 -m venv peers && peers/bin/pip install -r benches/peers/requirements.txt
    peers/bin/python benches/peers/group_votes.py [TABLE]

Without TABLE, a table of a million rows is made: 1,000 actors on 1,000 issues, with dates. What
is compared, in pairs from the same minute:

    stancegraph show   the whole job: read, check, build the graph, add up, print
    polars             read_csv, and group_by actor and issue with counts of each position

Times are given of the whole process, and for polars of the call alone too.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CALL = """
import sys, time
import polars
begin = time.perf_counter()
frame = polars.read_csv(sys.argv[1])
grouped = frame.group_by("actor", "issue", "position").len()
print(time.perf_counter() - begin, len(frame), len(grouped))
"""

POSITIONS = ["support", "oppose", "neutral"]


def table(folder, rows):
    path = Path(folder) / "stances.csv"
    with path.open("w") as out:
        out.write("actor,issue,position,date\n")
        for row in range(rows):
            issue, actor = divmod(row, 1000)
            position = POSITIONS[(actor * 7 + issue * 13) % 11 % 3]
            out.write(f"actor {actor},issue {issue},{position},20{issue % 20:02}-{actor % 12 + 1:02}-01\n")
    return str(path)


def run(command):
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - begin, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", nargs="?")
    parser.add_argument("--binary", default="target/release/stancegraph")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--rows", type=int, default=1_000_000)
    args = parser.parse_args()
    if not Path(args.binary).is_file():
        sys.exit(f"{args.binary} is not there; run cargo build --release")
    with tempfile.TemporaryDirectory() as folder:
        path = args.table or table(folder, args.rows)
        ours, process, call = [], [], []
        for round_number in range(args.rounds + 1):
            own, _ = run([args.binary, "show", path])
            peer, printed = run([sys.executable, "-c", CALL, path])
            if round_number > 0:  # the first round only warms up
                ours.append(own)
                process.append(peer)
                call.append(float(printed.split()[0]))
    print(f"{args.rounds} rounds, medians in seconds")
    for name, seconds in [("stancegraph show", ours), ("polars, process", process), ("polars, call", call)]:
        print(f"  {name:18}{statistics.median(seconds):.3f} ({min(seconds):.3f} to {max(seconds):.3f})")
    for name, peer in [("process", process), ("call", call)]:
        ratio = statistics.median(own / other for own, other in zip(ours, peer))
        print(f"  {ratio:.2f} of the {name} of polars")


if __name__ == "__main__":
    main()
