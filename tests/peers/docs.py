"""The commands and the Python of docs/formats.md, from top to bottom, as they are printed."""

import pathlib
import re
import shutil
import subprocess
import sys

program = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]
page = (root / "docs/formats.md").read_text(encoding="utf-8")

for example in (root / "examples/data").iterdir():
    shutil.copy(example, ".")
shutil.copy(root / "examples/data/lindhaven-crossing.toml", "map.toml")

scope = {}
ran = 0
for language, name, content in re.findall(r"^```(\w+) ?(.*)\n((?:.*\n)*?)```$", page, re.M):
    if name:
        pathlib.Path(name).write_text(content, encoding="utf-8")
    elif language == "sh" and "un_votes" not in content:
        script = f'set -e\nstancegraph() {{ {program} "$@"; }}\n{content}'
        subprocess.run(["sh", "-c", script], check=True, stdout=subprocess.DEVNULL)
        ran += 1
    elif language == "python":
        exec(compile(content, "docs/formats.md", "exec"), scope)
        ran += 1
print(f"docs: {ran} blocks")
