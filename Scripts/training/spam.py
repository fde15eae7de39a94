"""Planted texts."""

import json
import math
import os
import re

from .comments import comments
from .files import lines
from .vocabulary import WIDE, spam_run

# How many texts of each sort.
COUNTS = dict(spam_runs=14000, spam_titles=4000, spam_prose=2500, other_runs=2000, brands=900)


def write_spam(rng, vocabulary, args, sources, out):
    keys = sorted(vocabulary.training)
    weights = [math.sqrt(len(vocabulary.training[k])) for k in keys]
    # Of each list every fifth term makes up a stock; texts of one stock are held out together.
    stocks = {k: [vocabulary.training[k][n::5] or vocabulary.training[k] for n in range(5)] for k in keys}

    def pick():
        key = rng.choices(keys, weights)[0]
        stock = rng.randrange(5)
        return key, stocks[key][stock], f"stock {stock}"

    for _ in range(COUNTS["spam_runs"]):
        (topic, lang), terms, group = pick()
        texts, links = spam_run(rng, terms, lang, vocabulary.hosts, vocabulary.paths)
        out.add(text=texts, links=links, topic=topic, lang=lang, group=group)
    for number, (terms, topic, lang, count) in enumerate([
        (vocabulary.brands, "gambling", "id", COUNTS["brands"]), (vocabulary.other, None, "en", COUNTS["other_runs"]),
    ]):
        for _ in range(count):
            stock = rng.randrange(5)
            texts, links = spam_run(rng, terms[stock::5], lang, vocabulary.hosts, vocabulary.paths)
            out.add(text=texts, links=links, topic=topic, lang=lang, group=f"stock {stock}")
    for _ in range(COUNTS["spam_titles"]):
        (topic, lang), terms, group = pick()
        joiner = "" if lang in WIDE else " "
        count = rng.randint(2, 6)
        words = rng.sample(terms, min(count, len(terms)))
        title = rng.choice(["_", "-", " - ", " | ", ",", joiner]).join(words)
        out.add(text=title, topic=topic, lang=lang, kind="title", group=group)
    for _ in range(COUNTS["spam_prose"]):
        (topic, lang), terms, group = pick()
        words = rng.sample(terms, min(rng.randint(8, 25), len(terms)))
        out.add(text=rng.choice([", ", " ", "、", "|"]).join(words), topic=topic, lang=lang, kind="prose", group=group)
    for insertion in open(args.data + "/gold/insertions.jsonl", encoding="utf-8"):
        row = json.loads(insertion)
        markup = "".join(part[1] for part in row["inserts"])
        anchors = re.findall(r"<a\b[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)[^>]*>(.*?)</a", markup, re.S | re.I)
        if len(anchors) >= 3:
            out.add(
                text=[re.sub("<[^>]*>", " ", text) for _, text in anchors], links=[url for url, _ in anchors],
                topic=row.get("topic"), lang=row.get("lang"), group=row.get("campaign", row["id"]),
            )
    sources.add("gold/insertions.jsonl", args.data + "/gold/insertions.jsonl")
    for text, is_spam, lang in comments(args, sources):
        if is_spam:
            out.add(text=text, lang=lang, kind="prose", group=text)
    path = args.data + "/corpus/text-datasets/splorp_comment_spin_constructs.txt"
    sources.add("text-datasets/" + os.path.basename(path), path)
    for line in lines(path):
        for _ in range(2):
            while True:  # {a|b}: one of them, innermost first
                spun = re.sub(r"\{([^{}]*)\}", lambda m: rng.choice(m.group(1).split("|")), line)
                if spun == line:
                    break
                line = spun
            out.add(text=line, lang="en", kind="prose", group="constructs")
