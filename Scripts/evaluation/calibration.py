"""The chance that what a finding names was planted, by its score.

Every finding is true or false: true where it touches bytes that are known to be planted, false on an
honest page, and elsewhere on a planted one. Pages count by how common their kind is, not by how many
were collected; see MIX."""

import collections
import hashlib
import math

# Of all pages: those with something planted, those made to be mistaken for such, and the rest.
MIX = {"planted": 0.02, "look-alike": 0.01, "clean": 0.97}
PLANTED = ("planted", "gold", "text", "specimens", "compromised")
LOOK_ALIKE = ("traps", "trapped")
FOLDS = 10
# No chance is so sure that nothing could be unlike what was measured.
LOWEST, HIGHEST = 0.001, 0.999


class Sample:
    """A finding with a label."""

    def __init__(self, kind, page, finding, is_true):
        self.kind, self.page, self.is_true = kind, page, is_true
        self.score, self.technique, self.weight = finding["score"], finding["technique"], 0.0


def samples(lab_score, kind, name, rows, truths=None):
    """The findings of a set's reports with their labels."""
    for path, row in rows.items():
        truth = (truths or {}).get(path)
        if truths is not None and truth is None:
            continue
        for finding in row["findings"]:
            if truth is None:
                yield Sample(kind, f"{name}/{path}", finding, False)
            elif not truth["ranges"]:
                # Planted from end to end, if somebody is sure of it.
                if truth.get("verdict") == "spam":
                    yield Sample(kind, f"{name}/{path}", finding, True)
            elif lab_score.overlap(finding["ranges"], truth["ranges"]):
                yield Sample(kind, f"{name}/{path}", finding, True)
            # Of compromised pages only the worst was labelled; the rest may be either.
            elif name != "compromised" and not lab_score.overlap(finding["ranges"], truth.get("optional") or []):
                yield Sample(kind, f"{name}/{path}", finding, False)


def weigh(found, pages):
    """Gives each sample the weight of its page; `pages` counts the pages that were scanned by kind."""
    for sample in found:
        sample.weight = MIX[sample.kind] / pages[sample.kind]


def pooled(found):
    """Bins of rising shares, by pooling adjacent violators: [low, high, true weight, weight, samples]."""
    bins = []
    by_score = collections.defaultdict(list)
    for sample in found:
        by_score[sample.score].append(sample)
    for score, members in sorted(by_score.items()):
        bins.append([score, score, sum(s.weight for s in members if s.is_true), sum(s.weight for s in members), len(members)])
        while len(bins) > 1 and bins[-2][2] * bins[-1][3] >= bins[-1][2] * bins[-2][3]:
            low, last = bins[-2], bins.pop()
            bins[-1] = [low[0], last[1], low[2] + last[2], low[3] + last[3], low[4] + last[4]]
    return bins


def knots(found, pages):
    """The curve: a score and a chance for each bin, at the middle of its weight."""
    # As if one clean page and one planted page more had been seen in every bin.
    doubt = {kind: MIX[kind] / pages[kind] for kind in ("clean", "planted")}
    curve = []
    for low, high, true, weight, _ in pooled(found):
        members = [s for s in found if low <= s.score <= high]
        middle = sum(s.score * s.weight for s in members) / weight
        # One clean page weighs as many planted ones do, so it is shared among the bins by their size.
        false_doubt = doubt["clean"] * len(members) / len(found)
        chance = (true + doubt["planted"]) / (weight + doubt["planted"] + false_doubt)
        curve.append((round(middle, 1), min(max(chance, LOWEST), HIGHEST)))
    rising, last = [], (-1, 0)
    for score, chance in curve:
        if score > last[0] and chance >= last[1]:
            rising.append((score, round(chance, 3)))
            last = (score, chance)
    return rising


def chance(curve, score):
    """What Winnow makes of a score: between knots in a straight line, level beyond them."""
    if score <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in zip(curve, curve[1:]):
        if score <= right:
            return low + (score - left) / (right - left) * (high - low)
    return curve[-1][1]


def fold(text):
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS


def cross_validated(found, pages, key):
    """Log loss and Brier score of curves that were made without the samples they are tried on."""
    loss = brier = total = 0.0
    for held in sorted({key(s) for s in found}):
        curve = knots([s for s in found if key(s) != held], pages)
        for sample in (s for s in found if key(s) == held):
            p = chance(curve, sample.score)
            loss -= sample.weight * math.log(p if sample.is_true else 1 - p)
            brier += sample.weight * (p - sample.is_true) ** 2
            total += sample.weight
    return loss / total, brier / total


def reliability(found, pages, edges=(0, 0.5, 0.8, 0.9, 0.95, 0.98, 1)):
    """Rows by what was said, each said by a curve made without the page: (low, high, said, held, true, false)."""
    said = []
    for number in range(FOLDS):
        curve = knots([s for s in found if fold(s.page) != number], pages)
        said += [(chance(curve, s.score), s) for s in found if fold(s.page) == number]
    rows = []
    for low, high in zip(edges, edges[1:]):
        members = [(p, s) for p, s in said if low <= p < high]
        weight = sum(s.weight for _, s in members)
        if members:
            rows.append((low, high, sum(p * s.weight for p, s in members) / weight,
                         sum(s.weight for _, s in members if s.is_true) / weight,
                         sum(s.is_true for _, s in members), sum(not s.is_true for _, s in members)))
    return rows
