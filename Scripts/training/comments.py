"""Collected comments and messages with labels."""

import csv
import glob
import os
import random


def comments(args, sources):
    """Labelled messages and comments: (text, is spam, language)."""
    folder = args.data + "/corpus/text-datasets/"
    for path in sorted(glob.glob(folder + "en_*") + glob.glob(folder + "id_gambling_*comments*")):
        name = os.path.basename(path)
        sources.add("text-datasets/" + name, path)
        rng = random.Random(name)
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            if path.endswith(".tsv"):
                rows = [(r[1], r[0] == "spam") for r in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(r) == 2]
            else:
                rows = []
                for row in csv.reader(file):
                    if name.startswith("en_youtube"):
                        if len(row) >= 5 and row[-1] in "01":
                            rows.append((row[3], row[-1] == "1"))
                    elif len(row) >= 2 and (row[0] in ("0", "1") or row[-1] in ("0", "1")):
                        rows.append((row[0], row[-1] == "1") if row[-1] in ("0", "1") else (row[1], row[0] == "1"))
        rows = [row for row in rows if len(row[0]) >= 20]
        for text, is_spam in rng.sample(rows, min(len(rows), 2500)):
            yield text[:600], is_spam, name[:2]
