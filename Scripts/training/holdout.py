"""Labelled texts of what was kept out of training."""

import math

from .pages import rows_of_links
from .vocabulary import spam_run


def write_holdout(rng, pages, vocabulary, out):
    for row, path in pages.kept_out:
        for texts, links in rows_of_links(path, row["url"]):
            out.add(text=texts, links=links, label="ham", lang=row["lang"], group=row["site"])
    keys = sorted(vocabulary.kept_out)
    weights = [math.sqrt(len(vocabulary.kept_out[k])) for k in keys]
    for _ in range(3000):
        topic, lang = rng.choices(keys, weights)[0]
        texts, links = spam_run(rng, vocabulary.kept_out[topic, lang], lang, vocabulary.other_hosts, vocabulary.other_paths)
        out.add(text=texts, links=links, label="spam", topic=topic, lang=lang, group="words kept out")
