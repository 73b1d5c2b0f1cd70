"""Runs a guide's code from the guide itself: notebook.py GUIDE [bless]

In the order of the guide, as one program: each block of ```python, and what it prints compared with
the block of ```text that follows it. With `bless`, the guide gets what was printed. Run in the folder
of the files that the guide reads. Prints what differs, and ends with 1 if anything does.
"""

import contextlib
import io
import re
import sys

BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```\n", re.DOTALL)


def main(path, bless):
    with open(path, encoding="utf-8") as file:
        guide = file.read()
    names, differences, blocks = {}, [], 0

    def run(match):
        nonlocal blocks
        blocks += 1
        code, told = match.groups()
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, f"block {blocks} of {path}", "exec"), names)
        printed = tidy(out.getvalue())
        if printed != told:
            differences.append(f"{code}\nsays\n{told}\nbut prints\n{printed}")
        return f"```python\n{code}```\n\n```text\n{printed}```\n"

    blessed = BLOCK.sub(run, guide)
    if blocks < guide.count("```python"):
        sys.exit("a block of python has no block of text after it")
    if bless:
        with open(path, "w", encoding="utf-8") as file:
            file.write(blessed)
    elif differences:
        sys.exit("\n".join(differences))
    print(f"{blocks} blocks")


def tidy(printed):
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())


if __name__ == "__main__":
    main(sys.argv[1], "bless" in sys.argv[2:])
