"""Scans sets of pages, and counts what was found against what was planted.

What a page counts as is defined by the lab: see the head of its score.py, whose functions are used."""

import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CUT = ("injected", "spam")

# Where readers see what was planted, words must tell it; everywhere else the shape does.
VISIBLE = ("title-hijack", "comment-spam", "meta-stuffing")


def group(technique):
    """`visible` for what stands where readers see it, `concealed` for what is hidden, misplaced or marked."""
    return "visible" if technique.startswith("visible-") or technique in VISIBLE else "concealed"


class Scanner:
    """The program under test, with the rules and options it runs with."""

    def __init__(self, program, rules, *options):
        self.program, self.rules, self.options = program, rules, options

    def scan(self, folder, cleaned=None, names=None):
        """The reports on a folder, or on some of its files: {path below the folder: report}.

        Cleaned pages go below `cleaned`, if that is given."""
        command = [self.program, "scan", "--format", "jsonl", "--exit-zero", "--quiet", "--rules", self.rules, *self.options]
        command += ["--clean-to", cleaned] if cleaned else []
        command += ["--files-from", "-"] if names is not None else [folder]
        listed = "".join(f"{folder}/{name}\n" for name in names or ())
        done = subprocess.run([str(c) for c in command], input=listed, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        if done.returncode != 0:
            sys.exit(f"evaluate: winnow ended with status {done.returncode} on {folder}")
        rows = (json.loads(line) for line in done.stdout.splitlines())
        return {row["path"].removeprefix(f"{folder}/") if names is not None else row["path"]: row for row in rows}


class Outcome:
    """What became of one planted page."""

    def __init__(self, score, truth, data, row, cleaned):
        ranges = truth["ranges"]
        removed = row["removed"]
        verdict, told = truth.get("verdict"), row["verdict"]
        planted, gone = score.solid(data, ranges), score.solid(data, score.overlap(removed, ranges))
        other = score.solid(data, [[0, len(data)]]) - planted
        spared = score.without(truth.get("optional") or [], ranges)
        lost = score.solid(data, removed) - gone - score.solid(data, score.overlap(removed, spared))
        if told == "spam":  # Nothing of the page is passed on.
            gone, lost = planted, 0 if verdict == "spam" else other
        touched = [r for r in removed] + [r for finding in row["findings"] for r in finding["ranges"]]
        self.truth, self.told = truth, told
        self.found = told in CUT and (told == "spam" or not planted or bool(score.overlap(sorted(touched), ranges)))
        self.share = gone / planted if planted else float(told in CUT)
        left = b"".join(data[start:end] for start, end in score.without(ranges, removed))
        self.full = lost <= 64 and told in CUT and (gone >= 0.99 * planted or gone >= 0.5 * planted and score.inert(left))
        if verdict in ("spam", "any"):  # Judged by the verdict alone.
            self.full, lost = told == "spam" or verdict == "any" and told in CUT, 0
        self.lost, self.other = lost, other
        self.faithful = cleaned is None or score.faithful(data, row, cleaned, truth["file"])


def planted(lab_score, scanner, folder, keep=None, faithful=True):
    """The outcomes of a folder with a truth.jsonl; `keep` says of a truth whether it is asked about."""
    with open(pathlib.Path(folder) / "truth.jsonl", encoding="utf-8") as lines:
        truths = [truth for truth in map(json.loads, lines) if keep is None or keep(truth)]
    with tempfile.TemporaryDirectory() as out:
        cleaned = f"{out}/cleaned" if faithful else None
        rows = scanner.scan(folder, cleaned, [truth["file"] for truth in truths] if keep else None)
        outcomes = []
        for truth in truths:
            data = (pathlib.Path(folder) / truth["file"]).read_bytes()
            outcomes.append(Outcome(lab_score, truth, data, rows[truth["file"]], cleaned))
        return outcomes


def summary(outcomes):
    """The figures of some planted pages."""
    n = max(len(outcomes), 1)
    return {
        "pages": len(outcomes),
        "recall": round(sum(o.found for o in outcomes) / n, 4),
        "spam_removed_pages": round(sum(o.share for o in outcomes) / n, 4),
        "fully_cleaned": round(sum(o.full for o in outcomes) / n, 4),
        "collateral": round(sum(o.lost for o in outcomes) / max(sum(o.other for o in outcomes), 1), 6),
        "faithful": round(sum(o.faithful for o in outcomes) / n, 4),
    }


def grouped(outcomes, key):
    """The figures by what `key` says of a truth: {name: figures}, sorted by name."""
    groups = collections.defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome.truth)].append(outcome)
    return {name: summary(members) for name, members in sorted(groups.items())}


def planted_tables(outcomes):
    """All tables of a planted set: {"all", "group", "technique", "topic", "lang"}."""
    return {
        "all": {"all": summary(outcomes)},
        "group": grouped(outcomes, lambda truth: group(truth["technique"])),
        **{key: grouped(outcomes, lambda truth, key=key: str(truth[key]) or "-") for key in ("technique", "topic", "lang")},
    }


def clean(lab_score, scanner, folder, tags=None, compromised=()):
    """The tables of a set of honest pages: {"all", "tag", "lang"}; without tags only the first.

    `false` are those flagged that are not among the pages known to be compromised after all."""
    folder = pathlib.Path(folder)
    counts = {kind: collections.defaultdict(collections.Counter) for kind in ("all", "tag", "lang")}
    flagged = []
    with tempfile.TemporaryDirectory() as out:
        rows = scanner.scan(folder, f"{out}/cleaned")
        for name, row in rows.items():
            if not name.endswith((".html", ".txt")):
                continue
            tag, lang = (tags or {}).get(os.path.basename(name), ("untagged", ""))
            is_cut = row["verdict"] in CUT or bool(row["removed"])
            data = (folder / name).read_bytes()
            if is_cut:
                flagged.append(name)
            for kind, groups in (("all", ["all"]), ("tag", tag.split(",")), ("lang", [lang])):
                for group_name in groups:
                    c = counts[kind][group_name]
                    c["pages"] += 1
                    c["flagged"] += is_cut
                    c["false"] += is_cut and os.path.basename(name) not in compromised
                    c["suspicious"] += row["verdict"] == "suspicious"
                    c["bytes"] += len(data)
                    c["bytes_lost"] += sum(end - start for start, end in row["removed"])
                    c["faithful"] += lab_score.faithful(data, row, f"{out}/cleaned", name)
    tables = {
        kind: {
            name: {
                "pages": c["pages"], "flagged": c["flagged"], "false": c["false"], "suspicious": c["suspicious"],
                "flagged_rate": round(c["flagged"] / c["pages"], 6),
                "suspicious_rate": round(c["suspicious"] / c["pages"], 6),
                "bytes_lost": c["bytes_lost"], "bytes_lost_rate": round(c["bytes_lost"] / max(c["bytes"], 1), 9),
                "faithful": round(c["faithful"] / c["pages"], 4),
            }
            for name, c in sorted(groups.items())
        }
        for kind, groups in counts.items()
    }
    tables["flagged"] = flagged
    return tables if tags else {"all": tables["all"], "flagged": flagged}


PLANTED = ("planted", "gold", "text", "specimens", "compromised")
HONEST = ("clean", "clean-text", "traps", "trapped")


def lab_results(lab, scanner, only=None):
    """Measures the whole lab.

    Returns {set: {table: {row: figures}}}."""
    sets, score, results = lab.sets(), lab.score(), {}
    for name in PLANTED + HONEST:
        if only and name not in only:
            continue
        if name in PLANTED:
            results[name] = planted_tables(planted(score, scanner, sets[name]))
        else:
            results[name] = clean(score, scanner, sets[name], lab.tags() if name == "clean" else None, lab.compromised())
    return results
