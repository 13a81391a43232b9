#!/usr/bin/env python3
"""All pairs of actors: our kernels and what people use now, on the same data, in one run.

    python3 -m venv peers && peers/bin/pip install -r benches/peers/requirements.txt
    peers/bin/python benches/peers/alignments.py votes un_votes.csv.gz
    peers/bin/python benches/peers/alignments.py sparse            # needs 6 GB for scipy

`votes`: every pair of states in a table of roll calls, by two measures. Each program starts
with the votes as it likes them best in memory (ours too, for "kernel"; "from standings" packs
them first), and ends with a score for every pair; the sums of all scores have to be the same to
nine digits. numpy runs on one thread of its BLAS.

`sparse`: 100,000 actors, 10,000 issues, 2 million stances: how many targets every pair shares.
scipy.sparse multiplies once, which gives the shared targets alone; ours gives agreement,
disagreement, and a score beside them.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np
import scipy.sparse

ROUNDS = 5
# As the votes are coded, and what a pair of codes counts.
CODES = {"no": 0, "abstain": 1, "yes": 2}
WEIGHTS = {
    "identical": np.eye(3),
    "agreement": 1 - np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2,
}


def kernel(*arguments):
    """The lines of our own: a name and numbers."""
    command = ["cargo", "bench", "--quiet", "-p", "stancegraph", "--bench", "kernel", "--", *map(str, arguments)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [(words[0], [float(word) for word in words[1:]]) for words in map(str.split, printed.splitlines())]


def best(call, rounds=ROUNDS):
    """The seconds of each round, and the result."""
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        result = call()
        seconds.append(time.perf_counter() - begin)
    return seconds, result


def off_diagonal(scores):
    """The sum of the scores of all pairs, each in both triangles."""
    np.fill_diagonal(scores, np.nan)
    return float(np.nansum(scores))


def by_blas(layers, weights):
    held = sum(layers)
    shared = held @ held.T
    total = np.zeros_like(shared)
    for a, layer in enumerate(layers):
        mixed = sum(weights[a, b] * other for b, other in enumerate(layers) if weights[a, b])
        total += layer @ mixed.T
    with np.errstate(invalid="ignore"):
        return total.astype(float) / shared


def by_bits(packed, weights):
    held = packed[0] | packed[1] | packed[2]
    actors = len(held)
    scores = np.full((actors, actors), np.nan)
    for a in range(actors):
        shared = np.bitwise_count(held[a] & held[a:]).sum(axis=1, dtype=np.int64)
        total = np.zeros(actors - a)
        for k in range(3):
            for l in range(3):
                if weights[k, l]:
                    both = np.bitwise_count(packed[k][a] & packed[l][a:])
                    total += weights[k, l] * both.sum(axis=1, dtype=np.int64)
        with np.errstate(invalid="ignore"):
            scores[a, a:] = total / shared
    scores = np.fmax(scores, scores.T)
    return scores


def by_sparse(layers, weights):
    held = sum(layers)
    shared = (held @ held.T).toarray()
    total = np.zeros(shared.shape)
    for a, layer in enumerate(layers):
        for b, other in enumerate(layers):
            if weights[a, b]:
                total += weights[a, b] * (layer @ other.T).toarray()
    with np.errstate(invalid="ignore"):
        return total / shared


def by_duckdb(frame, measure):
    import duckdb

    score = "(a.code = b.code)::INT" if measure == "identical" else "1 - abs(a.code - b.code) / 2"
    query = (f"SELECT sum(score) FROM (SELECT avg({score}) AS score FROM frame a JOIN frame b "
             "ON a.rcid = b.rcid AND a.actor < b.actor GROUP BY a.actor, b.actor)")
    duckdb.execute("SET threads = 2")
    return 2 * duckdb.sql(query).fetchall()[0][0]


def by_polars(frame, measure):
    import polars as pl

    a, b = pl.col("code").cast(pl.Float64), pl.col("code_right").cast(pl.Float64)
    score = (a == b).cast(pl.Float64) if measure == "identical" else 1 - (a - b).abs() / 2
    pairs = frame.lazy().join(frame.lazy(), on="rcid").filter(pl.col("actor") < pl.col("actor_right"))
    scores = pairs.group_by("actor", "actor_right").agg(score.mean().alias("score"))
    return 2 * scores.select(pl.col("score").sum()).collect().item()


def by_igraph(frame, actors):
    """The projection: how many roll calls two states share, which is all that it can say."""
    import igraph

    ends = np.column_stack([frame["actor"], actors + frame["call"]])
    graph = igraph.Graph(n=int(ends.max()) + 1, edges=ends)
    graph.vs["type"] = [False] * actors + [True] * (graph.vcount() - actors)
    return best(lambda: graph.bipartite_projection(multiplicity=True, which=False).ecount(), 2)


def votes(path):
    import polars as pl

    frame = pl.read_csv(path, columns=["rcid", "country", "vote"])
    frame = frame.with_columns(
        pl.col("country").rank("dense").cast(pl.Int32).sub(1).alias("actor"),
        pl.col("rcid").rank("dense").cast(pl.Int32).sub(1).alias("call"),
        pl.col("vote").replace_strict(CODES, return_dtype=pl.Int8).alias("code"),
    )
    actors, calls = frame["actor"].max() + 1, frame["call"].max() + 1
    actor, call, code = (frame[name].to_numpy() for name in ("actor", "call", "code"))
    layers, packed, sparse = [], [], []
    for k in range(3):
        layer = np.zeros((actors, calls), dtype=np.float32)
        layer[actor[code == k], call[code == k]] = 1
        layers.append(layer)
        wide = np.pad(layer.astype(np.uint8), ((0, 0), (0, -calls % 64)))
        packed.append(np.packbits(wide, axis=1).view(np.uint64))
        sparse.append(scipy.sparse.csr_matrix(layer))

    ours = kernel("votes", path)
    narrow = frame.select("rcid", "actor", "code")
    rows = []
    for measure, weights in WEIGHTS.items():
        own = [numbers for name, numbers in ours if name == measure]
        wanted = own[0][1]
        rows.append((measure, "stancegraph, from standings", [numbers[0] for numbers in own], wanted))
        for name, suffix in (("kernel", "kernel"), ("kernel, one core", "kernel-one-core")):
            seconds = [numbers[0] for known, numbers in ours if known == f"{measure}-{suffix}"]
            rows.append((measure, f"stancegraph, {name}", seconds, wanted))
        for name, call in {
            "numpy, BLAS on one thread": lambda: off_diagonal(by_blas(layers, weights)),
            "numpy, packed bits": lambda: off_diagonal(by_bits(packed, weights)),
            "scipy.sparse": lambda: off_diagonal(by_sparse(sparse, weights)),
            "duckdb": lambda: by_duckdb(narrow, measure),
            "polars": lambda: by_polars(narrow, measure),
        }.items():
            seconds, found = best(call, 2 if name in ("duckdb", "polars") else ROUNDS)
            rows.append((measure, name, seconds, found))
            if abs(found - wanted) > 1e-9 * abs(wanted):
                sys.exit(f"{measure}: {name} gives {found}, stancegraph {wanted}")
    seconds, _ = by_igraph(frame, actors)
    rows.append(("(shared alone)", "igraph, projection", seconds, float("nan")))

    print(f"{actors} actors, {calls} roll calls, {len(frame)} votes; all sums are the same")
    show(rows)


def show(rows):
    ours = {measure: statistics.median(seconds) for measure, name, seconds, _ in rows
            if name == "stancegraph, kernel"}
    print(f"{'':16}{'':28}{'seconds (fastest)':>22}{'times ours':>12}")
    for measure, name, seconds, _ in rows:
        median = statistics.median(seconds)
        own = ours.get(measure) or ours["identical"]
        print(f"{measure:16}{name:28}{f'{median:.4f} ({min(seconds):.4f})':>22}{median / own:12.2f}")


def split_mix(count, seed=2016):
    """The numbers of benches/synthetic: Steele, Lea and Flood (2014)."""
    with np.errstate(over="ignore"):
        state = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def sparse(actors, issues, stances):
    numbers = split_mix(3 * stances).reshape(-1, 3)
    actor, issue = (numbers[:, 0] % np.uint64(actors)).astype(np.int64), (numbers[:, 1] % np.uint64(issues)).astype(np.int64)
    _, first = np.unique(actor * issues + issue, return_index=True)
    ones = np.ones(len(first), dtype=np.int32)
    held = scipy.sparse.csr_matrix((ones, (actor[first], issue[first])), shape=(actors, issues))
    ours = kernel("sparse", actors, issues, stances)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, product = best(lambda: held @ held.T, 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = (product.nnz - int((product.diagonal() != 0).sum())) // 2
    shared = (int(product.sum()) - int(product.diagonal().sum())) // 2
    own_memory = [numbers[0] for name, numbers in ours if name.startswith("memory")]
    for name, numbers in ours:
        if not name.startswith("memory") and (numbers[1], numbers[2]) != (pairs, shared):
            sys.exit(f"{name} gives {numbers[1:3]}, scipy.sparse {(pairs, shared)}")
    print(f"{actors} actors, {issues} issues, {len(first)} stances: {pairs} pairs share a target, {shared} meetings")
    rows = [("sparse", "stancegraph, both cores", [n[0] for name, n in ours if name == "all-cores"], 0),
            ("sparse", "stancegraph, one core", [n[0] for name, n in ours if name == "stream"], 0),
            ("sparse", "scipy.sparse, shared alone", seconds, 0)]
    own = statistics.median(rows[0][2])
    for _, name, seconds, _ in rows:
        median = statistics.median(seconds)
        print(f"{name:28}{median:10.2f} s{median / own:10.2f} times ours")
    print(f"memory: ours {own_memory[0]:.0f} MB with the graph, {own_memory[-1]:.0f} MB after all pairs; "
          f"scipy {before:.0f} MB with the matrix, {memory:.0f} MB after the product")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["votes", "sparse"])
    parser.add_argument("numbers", nargs="*", help="the table of votes; or actors, issues, stances")
    args = parser.parse_args()
    if args.what == "votes":
        votes(*args.numbers)
    else:
        sparse(*(int(number) for number in args.numbers or ("100000", "10000", "2000000")))


if __name__ == "__main__":
    main()
