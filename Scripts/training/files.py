"""Reading inputs and writing texts."""

import csv
import hashlib
import json
import re
import unicodedata


class Sources:
    """The files that were read, with their hashes."""

    def __init__(self):
        self.rows = {}

    def add(self, name, path):
        if name not in self.rows:
            with open(path, "rb") as file:
                self.rows[name] = hashlib.file_digest(file, "sha256").hexdigest()

    def write(self, path):
        with open(path, "w") as out:
            for name in sorted(self.rows):
                out.write(f"{self.rows[name]}\t{name}\n")


class Writer:
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = open(self.path, "w", encoding="utf-8")
        self.seen = set()
        return self

    def __exit__(self, *_):
        self.file.close()

    def add(self, **values):
        line = json.dumps(values, ensure_ascii=False, sort_keys=True)
        # What is said twice is one text: mirrors and re-encoded pages count once.
        if line not in self.seen:
            self.seen.add(line)
            self.file.write(line + "\n")


def held_out(site, fold):
    """Every fifth site, by its name alone."""
    return hashlib.sha256(site.encode()).digest()[0] % 5 == fold


def normal(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", " ", text).strip()


def lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def table(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
