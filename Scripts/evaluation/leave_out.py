"""What is found of a technique, topic or language that the rules were never told of.

technique: the rules for it are switched off: those of the report's technique that most of the findings
on its pages have. topic, language: its word lists are emptied, and its texts are taken out of a model
that was trained on the same data as the shipped one."""

import collections
import json
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
    """The texts that the model is made of, and a model made of all of them."""

    def __init__(self, work, data, program, rules):
        self.work, self.program = pathlib.Path(work), str(program)
        self.model = self.work / "whole.model"
        if not (self.work / "done").exists():
            script = pathlib.Path(__file__).resolve().parent.parent / "train-model"
            subprocess.run([str(part) for part in (
                sys.executable, script, "--data", data, "--work", self.work, "--out", self.model, "--winnow", program,
                "--lists", pathlib.Path(rules) / "lists", "--name", "whole",
            )], check=True, stdout=sys.stderr)
            (self.work / "done").touch()

    def without(self, is_left_out, target):
        """Writes a model from which the texts are taken that a function names."""
        shutil.copy(self.model, target)
        with tempfile.TemporaryDirectory() as folder:
            arguments = []
            for kind in ("spam", "ham"):
                path, count = pathlib.Path(folder) / f"{kind}.jsonl", 0
                with open(path, "w", encoding="utf-8") as out, open(self.work / f"{kind}.jsonl", encoding="utf-8") as lines:
                    for line in lines:
                        if is_left_out(kind, json.loads(line)):
                            out.write(line)
                            count += 1
                if count:
                    arguments += [f"--{kind}", path]
            if not arguments:
                return
            subprocess.run([str(part) for part in (self.program, "train", "--quiet", "--update", target, "--forget", *arguments)],
                           check=True, stdout=subprocess.DEVNULL)


def topics_or_languages(kind, lab_score, scanner, folder, bags):
    """Rows (topic or language, what was taken away, figures with everything, figures without)."""
    key = {"topic": "topic", "language": "lang"}[kind]
    with tempfile.TemporaryDirectory() as temporary:
        # Both columns are of models made here, so that nothing but what is left out differs.
        whole = copy(scanner.rules, pathlib.Path(temporary) / "whole")
        shutil.copy(bags.model, whole / "model/winnow.model")
        base = outcomes_by(lab_score, measure.Scanner(scanner.program, whole, *scanner.options), folder, key)
        rows = []
        for name in base:
            rules = copy(whole, pathlib.Path(temporary) / "rules")
            emptied = empty(rules, kind, name)
            texts = collections.Counter()

            def is_left_out(label, row, name=name, texts=texts):
                if kind == "topic":
                    topic = TOPICS.get(name, name)
                    out = row.get("topic") == topic or (
                        label == "spam" and "topic" not in row and COMMENT_TOPICS.get(topic, "-") == row.get("lang"))
                else:
                    out = row.get("lang") in LANGUAGES.get(name, (name,))
                texts[label] += out
                return out
            bags.without(is_left_out, rules / "model/winnow.model")
            left = outcomes_by(lab_score, measure.Scanner(scanner.program, rules, *scanner.options), folder, key, {name})
            taken = f"{emptied} terms, {texts['spam']} and {texts['ham']} texts"
            rows.append((name, taken, base[name], left[name]))
            print(f"{kind} {name}: recall {base[name]['recall']} -> {left[name]['recall']}", file=sys.stderr, flush=True)
            shutil.rmtree(rules)
        return rows


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
