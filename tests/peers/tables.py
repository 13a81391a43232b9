"""Tables: what DuckDB, polars and openpyxl read of ours, and what we read of theirs."""

import datetime
import json
import pathlib
import subprocess
import sys

import duckdb
import openpyxl
import polars

program = sys.argv[1]

HOSTILE = [
    "=1+1", "+49", "@x", "-1", "010", "NA", "two\nlines", 'a "quote"', "<b>&amp;</b>", "\u202eright\u202c",
    "\U0001f469\u200d\U0001f467", "Zoe\u0308", "_x0041_", "\u0001\u001b", "x" * 40_000, "true", "2016-04-29",
]


def run(*words):
    done = subprocess.run([program, *words], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout, done.stderr


def stances(path, *words):
    text, _ = run("convert", path, *words, "--to", "json")
    return json.loads(text)["stances"]


rows = [
    {"actor": f"a{n % 3}", "label": "opposes", "issue": "tunnel", "note": text, "strength": 0.5,
     "date": "2016-04-29" if n % 2 else "2016-04"}
    for n, text in enumerate(HOSTILE)
]
# Two stances that differ in nothing but their id are two.
rows += [{"actor": "a0", "label": "supports", "toward": "a1", "id": f"s{n}"} for n in range(2)]
pathlib.Path("map.json").write_text(json.dumps({
    "title": "Hostile",
    "actors": {"a0": {"name": "Ann", "aliases": ["A; B"]}, "a1": {}, "a2": {}},
    "issues": {"tunnel": {"name": "Tunnel"}},
    "stances": rows,
}), encoding="utf-8")
for extension in ["parquet", "xlsx"]:
    run("convert", "map.json", "-o", f"map.{extension}")
    assert stances(f"map.{extension}") == stances("map.json"), extension

# DuckDB and polars read our Parquet.
columns = dict(duckdb.sql("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM 'map.parquet')").fetchall())
assert columns["strength"] == "DOUBLE" and columns["actor"] == "VARCHAR", columns
found = duckdb.sql("SELECT actor, issue, note, strength, date FROM 'map.parquet' WHERE record IS NULL").fetchall()
assert len(found) == len(rows)
assert sorted(note for _, _, note, _, _ in found if note is not None) == sorted(HOSTILE)
assert sum(strength for *_, strength, _ in found if strength) == 0.5 * len(HOSTILE)
frame = polars.read_parquet("map.parquet").filter(polars.col("record").is_null())
assert frame.height == len(rows) and frame["strength"].dtype == polars.Float64
assert sorted(frame["note"].drop_nulls()) == sorted(HOSTILE)
assert set(frame.filter(polars.col("id").is_not_null())["id"]) == {"s0", "s1"}
assert polars.read_parquet("map.parquet").filter(polars.col("record") == "actor")["name"].drop_nulls()[0] == "Ann"

# We read theirs: types, nulls, dictionaries, many groups of rows, what has no text.
votes = polars.DataFrame({
    "country": [f"c{n % 200}" for n in range(20_000)],
    "roll": [n // 200 for n in range(20_000)],
    "vote": [["yes", "no", None][n % 3] for n in range(20_000)],
    "day": [datetime.date(1946, 1, 1) + datetime.timedelta(days=n // 200) for n in range(20_000)],
    "at": [datetime.datetime(1946, 1, 1, n % 24) for n in range(20_000)],
    "weight": [0.25 if n % 2 else None for n in range(20_000)],
    "is_important": [n % 2 == 0 for n in range(20_000)],
    "tags": [["a", "b"]] * 20_000,
})
mapping = ["--map", "actor=country,issue=roll,position=vote,date=day,strength=weight,note=at,coder=is_important",
           "--values", "yes=support,no=oppose,\"\"=skip"]
wanted = None
files = []
for compression in ["uncompressed", "snappy", "gzip", "zstd", "lz4"]:
    votes.write_parquet(f"polars-{compression}.parquet", compression=compression, row_group_size=7_000)
    files.append(f"polars-{compression}.parquet")
connection = duckdb.connect()
connection.sql("CREATE VIEW votes AS SELECT * FROM 'polars-zstd.parquet'")
for version in ["V1", "V2"]:
    connection.sql(f"COPY votes TO 'duckdb-{version}.parquet' (FORMAT parquet, PARQUET_VERSION {version}, ROW_GROUP_SIZE 4096)")
    files.append(f"duckdb-{version}.parquet")
for file in files:
    found = stances(file, *mapping)
    wanted = wanted or found
    assert len(found) == sum(vote is not None for vote in votes["vote"]), file
    assert found == wanted, file
    _, said = run("show", file, *mapping)
    assert "tags" in said, said
one = [s for s in wanted if s["actor"] == "c1" and s["issue"] == "0"][0]
assert one["date"] == "1946-01-01" and one["strength"] == 0.25 and one["note"] == "1946-01-01T01:00:00", one
assert one["coder"] == "false", one

# openpyxl reads our workbook.
book = openpyxl.load_workbook("map.xlsx")
assert book.sheetnames == ["stances", "actors", "issues", "graph", "texts"], book.sheetnames
sheet = book["stances"]
assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
header = [cell.value for cell in sheet[1]]
cells = [dict(zip(header, row)) for row in sheet.iter_rows(min_row=2)]
assert len(cells) == len(rows)
assert all(cell.data_type != "f" for row in cells for cell in row.values()), "nothing is a formula"
notes = {row["note"].value for row in cells}
assert {"=1+1", "+49", "010", "two\nlines", "Zoe\u0308"} <= notes, notes
days = [row["date"].value for row in cells if row["date"].is_date]
assert days and all(day == datetime.datetime(2016, 4, 29) for day in days), days

# We read a workbook of openpyxl.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Votes"
sheet.append(["country", "vote", "roll", "day", "sum"])
for row in [["010", "yes", 1, datetime.date(2016, 4, 29), "=1+1"], ["NA", "no", 2.5, None, None]]:
    sheet.append(row)
other = book.create_sheet("Notes")
other["B2"] = "hello"
book.save("theirs.xlsx")
mapping = ["--map", "actor=country,issue=roll,position=vote,date=day", "--values", "yes=support,no=oppose"]
found = {(s["actor"], s["issue"], s.get("date")) for s in stances("theirs.xlsx", *mapping)}
assert found == {("010", "1", "2016-04-29"), ("NA", "2.5", None)}, found
_, said = run("show", "theirs.xlsx", *mapping)
assert "Notes" in said, said
print(f"tables: {len(files)} files of Parquet, 2 workbooks")
