"""The lab: pages with planted and with honest content, which are not part of this repository."""

import csv
import hashlib
import importlib.util
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"

# Pages in which shapes are planted, and of the clean ones every how manieth is scanned.
SIZES = {"full": (1500, 1), "quick": (300, 5)}


class Lab:
    """The sets of pages, unpacked and planted once, below ${WINNOW_LAB:-~/.cache/winnow-lab}."""

    def __init__(self, size="full", shared=SHARED):
        self.shared = pathlib.Path(shared)
        self.tools = self.shared / "lab"
        self.store = pathlib.Path(os.environ.get("WINNOW_LAB") or pathlib.Path.home() / ".cache/winnow-lab")
        self.size = size

    @property
    def is_there(self):
        return (self.tools / "score.py").exists()

    @property
    def pages(self):
        return self.store / "dev/pages"

    @property
    def manifest(self):
        return self.store / "dev/manifest.tsv"

    def score(self):
        """The lab's own scoring, as a module."""
        spec = importlib.util.spec_from_file_location("lab_score", self.tools / "score.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def stamp(self):
        """Changes with whatever the planted pages are made of."""
        files = [self.tools / name for name in ("not-clean.txt", "inject.py", "templates.py")]
        files += sorted((self.tools / "vocab").glob("*.txt")) + sorted((self.shared / "gold").glob("*.jsonl"))
        digest = hashlib.sha256()
        for path in files:
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def sets(self):
        """The sets by name: {name: folder}, made where they are not there yet."""
        self.store.mkdir(parents=True, exist_ok=True)
        corpus, gold, tools = self.shared / "corpus", self.shared / "gold", self.tools
        if not (self.store / "dev").is_dir():
            self.run("tar", "xJf", corpus / "dev.tar.xz", "-C", self.store)
        unclean = (tools / "not-clean.txt").read_text().split()
        for name in unclean:
            (self.pages / f"{name}.html").unlink(missing_ok=True)
        count, step = SIZES[self.size]
        stamp = self.stamp()
        sets = {
            "planted": self.planted(f"planted-{count}-{stamp}", "--templates", tools / "templates.py",
                                    "--vocab", tools / "vocab", "--count", count, "--seed", 7),
            "gold": self.planted(f"gold-{stamp}", "--insertions", gold / "insertions.jsonl", "--each", 12, "--seed", 8),
            "trapped": self.planted(f"trapped-{stamp}", "--insertions", gold / "traps.jsonl", "--each", 6, "--seed", 9),
        }
        if not (self.store / "text").is_dir():
            self.run("tar", "xJf", corpus / "text.tar.xz", "-C", self.store)
        real = self.store / "real"
        if not (real / "done").exists():
            self.run(sys.executable, tools / "truths.py", self.store / "dev", gold, real)
            (real / "done").touch()
        sets |= {
            "text": self.store / "text/planted", "clean-text": self.store / "text/clean",
            "specimens": real / "specimens", "compromised": real / "compromised", "traps": real / "traps",
            "clean": self.pages if step == 1 else self.sample(step),
        }
        return sets

    def planted(self, name, *arguments):
        """A folder of pages with something planted in them, made once."""
        folder = self.store / name
        if not (folder / "done").exists():
            self.run(sys.executable, self.tools / "inject.py", "--pages", self.pages, "--manifest", self.manifest,
                     "--drop", self.tools / "not-clean.txt", "--out", folder, *arguments)
            (folder / "done").touch()
        return folder

    def sample(self, step):
        """Every so manieth of the clean pages, as hard links."""
        folder = self.store / ("clean-quick" if step == 5 else f"clean-{step}th")
        if not folder.is_dir():
            folder.mkdir()
            for path in sorted(self.pages.iterdir())[step - 1::step]:
                os.link(path, folder / path.name)
        return folder

    def tags(self):
        """What honest pages are easily mistaken for, by page: {file name: tag}; and their languages."""
        with open(self.manifest, encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return {row["id"] + ".html": (row["hard_negative"] or "untagged", row["lang"]) for row in rows}

    def compromised(self):
        """Pages of the clean set that somebody read and found compromised: {file name}."""
        with open(pathlib.Path(__file__).with_name("compromised.tsv"), encoding="utf-8") as file:
            return {row["page"] + ".html" for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}

    @staticmethod
    def run(*command):
        subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr)
