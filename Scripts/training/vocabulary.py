"""Terms by topic and language, hosts and paths, and farms made up of them."""

import collections
import glob
import hashlib
import os
import re

from .files import lines, normal

WIDE = ("zh", "ja", "th")


class Vocabulary:
    """Terms by topic and language, hosts and paths; in a part for training and one kept out."""

    def __init__(self, args, sources):
        lab = collections.defaultdict(list)
        for path in sorted(glob.glob(args.data + "/lab/vocab/*.*.txt")):
            sources.add("lab/vocab/" + os.path.basename(path), path)
            topic, lang = os.path.basename(path)[:-4].split(".")
            topic = {"fakedocs": "fake-documents"}.get(topic, topic)
            lab[topic, lang] += lines(path)
        kept_out = {normal(t) for terms in lab.values() for t in terms}
        self.training = collections.defaultdict(list)
        for path in sorted(glob.glob(args.lists + "/*/*.txt")):
            sources.add("Rules/lists/" + "/".join(path.split("/")[-2:]), path)
            topic, lang = path.split("/")[-2], os.path.basename(path)[:-4]
            self.training[topic, lang] += [line.split("\t")[0] for line in lines(path)]
        extra = args.data + "/corpus/text-datasets/"
        brands = extra + "id_slot_brand_keywords_listkita.txt"
        sources.add("text-datasets/" + os.path.basename(brands), brands)
        self.brands = [line for line in lines(brands) if 3 <= len(line) <= 40]
        comments = extra + "splorp_wp_comment_blacklist.txt"
        sources.add("text-datasets/" + os.path.basename(comments), comments)
        self.other = [
            line for line in lines(comments)
            if len(line) > 4 and re.search("[a-z]{3}", line) and not re.search("[./@]", line)
        ]
        def may_stay(term):
            term = normal(term)
            if args.holdout == "strict":
                return not any(k in term or term in k for k in kept_out)
            return term not in kept_out
        if args.holdout in ("words", "strict"):
            self.training = {k: [t for t in v if may_stay(t)] for k, v in self.training.items()}
            self.other = [t for t in self.other if may_stay(t)]
            self.brands = [t for t in self.brands if may_stay(t)]
        else:
            for key, terms in lab.items():
                self.training[key] += terms
        self.training = {k: sorted(set(v)) for k, v in self.training.items() if len(set(v)) >= 4}
        self.kept_out = {k: sorted(set(v)) for k, v in lab.items()}
        sources.add("lab/vocab/domains.txt", args.data + "/lab/vocab/domains.txt")
        sources.add("lab/vocab/paths.txt", args.data + "/lab/vocab/paths.txt")
        hosts = lines(args.data + "/lab/vocab/domains.txt")
        paths = lines(args.data + "/lab/vocab/paths.txt")
        self.hosts, self.other_hosts = hosts, hosts
        self.paths, self.other_paths = paths, paths
        if args.holdout:
            self.hosts = [h for h in hosts if hashlib.sha256(h.encode()).digest()[1] % 2]
            self.other_hosts = [h for h in hosts if h not in set(self.hosts)]
            self.paths = [p for p in paths if hashlib.sha256(p.encode()).digest()[1] % 2]
            self.other_paths = [p for p in paths if p not in set(self.paths)]


def spam_run(rng, terms, lang, hosts, paths):
    """Anchors of a made-up farm, and where they lead: to one shop, or to all comers."""
    sites = rng.sample(hosts, min(len(hosts), rng.choices([1, 2, 4, 8, 60], [22, 18, 20, 15, 25])[0]))
    joiner = "" if lang in WIDE else " "
    low, high = rng.choice([(1, 1), (1, 2), (1, 3), (2, 4)])
    texts, links = [], []
    for _ in range(rng.choice([3, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45])):
        words = joiner.join(rng.sample(terms, min(rng.randint(low, high), len(terms))))
        texts.append(words)
        links.append(target(rng, words, rng.choice(sites), paths))
    return texts, links


def target(rng, words, host, paths):
    """Start pages, words as a path, paths as anywhere, numbers, queries."""
    def token(length, letters="abcdefghijklmnopqrstuvwxyz0123456789"):
        return "".join(rng.choice(letters) for _ in range(length))
    slug = re.sub(r"\W+", rng.choice("-_"), words.lower()).strip("-_")
    path = rng.choices([
        "", "/", rng.choice(paths), f"/{slug}/", f"/{slug}.html", f"/{token(rng.randint(5, 8), '0123456789')}.html",
        f"/?{token(1)}={token(6)}", f"/{token(rng.randint(4, 9))}/", f"/{token(5)}.shtml",
    ], [15, 20, 35, 8, 4, 6, 4, 6, 2])[0]
    return f"{rng.choice(['http', 'https'])}://{rng.choice(['', '', 'www.'])}{host}{path}"
