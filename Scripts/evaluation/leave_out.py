"""What is found of a technique, topic or language that the rules were never told of.

technique: the rules for it are switched off: those of the report's technique that most of the findings
on its pages have. topic, language: its word lists are emptied, and the model is trained anew without its texts."""

import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from . import measure

# A term that no page has: a list must not be empty.
NOTHING = "qzxvkjwqzx"
# Comments in this language are about gambling, though their labels name no topic.
COMMENT_TOPICS = {"gambling": "id"}
TOPICS = {"fakedocs": "fake-documents"}
WORDS = (("spam", "planted texts"), ("ham", "honest texts"), ("pages", "honest pages"))
# The lab plants terms of these languages under one name.
LANGUAGES = {"eu": ("de", "es", "fr", "it", "pt", "pl", "nl", "ro", "hu", "cs", "sk", "sv", "da", "no", "fi", "gl", "ca")}


def mapping(lab_score, scanner, folder):
    """By technique of the lab: the technique that most findings on its planted bytes are reported under."""
    votes = collections.defaultdict(collections.Counter)
    rows = scanner.scan(folder)
    with open(pathlib.Path(folder) / "truth.jsonl", encoding="utf-8") as lines:
        for truth in map(json.loads, lines):
            for finding in rows[truth["file"]]["findings"]:
                if lab_score.overlap(finding["ranges"], truth["ranges"]):
                    votes[truth["technique"]][finding["technique"]] += 1
    return {technique: count.most_common(1)[0][0] for technique, count in votes.items()}


def techniques(lab_score, scanner, folder):
    """Rows (technique, rules switched off, figures with all rules, figures without)."""
    names = mapping(lab_score, scanner, folder)
    base = outcomes_by(lab_score, scanner, folder, "technique")
    listed = subprocess.run([str(scanner.program), "rules", "list", "--rules", str(scanner.rules), "--format", "json"],
                            stdout=subprocess.PIPE, check=True, text=True).stdout
    rules = json.loads(listed)
    rows = []
    for reported in sorted(set(names.values())):
        off = [rule["id"] for rule in rules if rule["technique"] == reported and rule["status"] != "deprecated"]
        with tempfile.TemporaryDirectory() as local:
            for rule in off:
                path = pathlib.Path(local) / "local.d" / f"{rule}.yaml"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("status: deprecated\n")
            without = measure.Scanner(scanner.program, scanner.rules, *scanner.options, "--local-rules", local)
            mine = {technique for technique, name in names.items() if name == reported}
            left = outcomes_by(lab_score, without, folder, "technique", mine)
        rows += [(technique, f"{len(off)} of {reported}", base[technique], left[technique]) for technique in mine]
    return sorted(rows)


def outcomes_by(lab_score, scanner, folder, key, values=None):
    """The figures of a planted set by a key of its truths, for some values of it."""
    keep = None if values is None else lambda truth: truth[key] in values
    outcomes = measure.planted(lab_score, scanner, folder, keep, faithful=False)
    return measure.grouped(outcomes, lambda truth: truth[key])


class Bags:
    """The texts that the model is made of."""

    def __init__(self, work, data, program, rules):
        self.work, self.program = pathlib.Path(work), str(program)
        script = pathlib.Path(__file__).resolve().parent.parent / "train-model"
        if not (self.work / "done").exists():
            subprocess.run([str(part) for part in (
                sys.executable, script, "--data", data, "--work", self.work, "--out", self.work / "whole.model",
                "--winnow", program, "--lists", pathlib.Path(rules) / "lists", "--name", "whole",
            )], check=True, stdout=sys.stderr)
            (self.work / "done").touch()

    def train(self, target, is_left_out, languages, tags):
        """Makes a model of all texts but those that a function names, and pages in some languages."""
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            folder, counts = pathlib.Path(folder), collections.Counter()
            for kind in ("spam", "ham"):
                with open(folder / f"{kind}.jsonl", "w", encoding="utf-8") as out, \
                        open(self.work / f"{kind}.jsonl", encoding="utf-8") as lines:
                    for line in lines:
                        if is_left_out(kind, json.loads(line)):
                            counts[kind] += 1
                        else:
                            out.write(line)
            pages = self.work / "pages"
            if languages:
                (folder / "pages").mkdir()
                for path in pages.iterdir():
                    if tags.get(path.name, ("", ""))[1] in languages:
                        counts["pages"] += 1
                    else:
                        os.link(path, folder / "pages" / path.name)
                pages = folder / "pages"
            subprocess.run([str(part) for part in (
                self.program, "train", "--quiet", "--name", "left out", "-o", target,
                "--spam", folder / "spam.jsonl", self.work / "compromised", "--ham", folder / "ham.jsonl", pages,
            )], check=True, stdout=subprocess.DEVNULL)
            return counts


def topics_or_languages(kind, lab_score, scanner, folder, bags, tags):
    """Rows (topic or language, what was taken away, figures with everything, figures without)."""
    key = {"topic": "topic", "language": "lang"}[kind]
    with tempfile.TemporaryDirectory() as temporary:
        # Both columns are of models made here, so that nothing but what is left out differs.
        whole = copy(scanner.rules, pathlib.Path(temporary) / "whole")
        shutil.copy(bags.work / "whole.model", whole / "model/winnow.model")
        base = outcomes_by(lab_score, measure.Scanner(scanner.program, whole, *scanner.options), folder, key)

        def row(name):
            rules = copy(whole, pathlib.Path(temporary) / f"rules-{name}")
            terms = empty(rules, kind, name)
            languages = LANGUAGES.get(name, (name,)) if kind == "language" else ()

            def is_left_out(label, text):
                if kind == "language":
                    return text.get("lang") in languages
                topic = TOPICS.get(name, name)
                is_comment = label == "spam" and text.get("kind") == "prose" and not text.get("topic")
                return text.get("topic") == topic or is_comment and COMMENT_TOPICS.get(topic, "") == text.get("lang")
            counts = bags.train(rules / "model/winnow.model", is_left_out, languages, tags)
            left = outcomes_by(lab_score, measure.Scanner(scanner.program, rules, *scanner.options), folder, key, {name})
            shutil.rmtree(rules)
            print(f"{kind} {name}: recall {base[name]['recall']}, without {left[name]['recall']}", file=sys.stderr, flush=True)
            taken = [f"{terms:,} terms"] + [f"{counts[what]:,} {word}" for what, word in WORDS if counts[what]]
            return name, ", ".join(taken), base[name], left[name]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(row, base))


def copy(rules, target):
    shutil.copytree(rules, target)
    return target


def empty(rules, kind, name):
    """Empties the lists of a topic or a language; returns how many terms they had."""
    count = 0
    names = LANGUAGES.get(name, (name,))
    for path in sorted((rules / "lists").glob("*/*.txt")):
        is_mine = path.parent.name == TOPICS.get(name, name) if kind == "topic" else path.stem in names
        if is_mine:
            count += sum(1 for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
            path.write_text(NOTHING + "\n", "utf-8")
    return count
