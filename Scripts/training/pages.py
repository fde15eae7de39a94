"""Collected pages, and rows of links in them."""

import collections
import json
import os
import re
import shutil
import subprocess
from urllib.parse import urljoin, urlsplit

from .files import held_out, table

TWO_LABELS = set("com co net org gov edu ac or ne go".split())
CHARSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "x-sjis": "cp932", "shift-jis": "cp932", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
}


class Pages:
    """The collected pages, dealt into those that are trained on and those that are kept out."""

    def __init__(self, args, sources):
        corpus = args.data + "/corpus/dev.tar.xz"
        sources.add("corpus/dev.tar.xz", corpus)
        root = args.work + "/corpus"
        if not os.path.isdir(root + "/dev"):
            os.makedirs(root, exist_ok=True)
            subprocess.run(["tar", "-xJf", corpus, "-C", root], check=True)
        root += "/dev"
        sources.add("lab/not-clean.txt", args.data + "/lab/not-clean.txt")
        unclean = set(open(args.data + "/lab/not-clean.txt").read().split())
        self.training = args.work + "/pages"
        shutil.rmtree(self.training, ignore_errors=True)
        os.makedirs(self.training)
        self.kept_out = []
        for row in table(root + "/manifest.tsv"):
            path = f"{root}/pages/{row['id']}.html"
            # Rows whose id ends in r are other rows in another charset.
            if row["id"] in unclean or row["id"].endswith("r") or not os.path.exists(path):
                continue
            if args.holdout and held_out(row["site"], args.fold):
                self.kept_out.append((row, path))
            else:
                os.link(path, f"{self.training}/{row['id']}.html")
        self.compromised = args.work + "/compromised"
        shutil.rmtree(self.compromised, ignore_errors=True)
        os.makedirs(self.compromised)
        campaigns = collections.Counter()
        with open(self.compromised + "/labels.jsonl", "w") as labels:
            for row in table(root + "/compromised.tsv"):
                path = f"{root}/compromised/{row['id']}.html"
                if not os.path.exists(path) or args.holdout and held_out(row["site"], args.fold):
                    continue
                ranges = [[int(n) for n in pair] for pair in re.findall(r"(\d+)-(\d+)", row["byte_ranges"])]
                campaigns[row["site"]] += bool(ranges)
                # One campaign is one voice, however many pages it has.
                if not ranges or campaigns[row["site"]] > 5:
                    continue
                os.link(path, f"{self.compromised}/{row['id']}.html")
                labels.write(json.dumps(dict(file=row["id"] + ".html", ranges=ranges, lang=row["lang"])) + "\n")


def decoded(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = re.search(rb'<meta[^>]+charset\s*=\s*["\']?\s*([a-zA-Z0-9_\-]+)', data[:4096], re.I)
    name = found.group(1).decode().lower() if found else "utf-8"
    try:
        return data.decode(CHARSETS.get(name, name), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def registrable(host):
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and labels[-2] in TWO_LABELS and len(labels[-1]) == 2 else labels[-2:])


def rows_of_links(path, url):
    """Rows of links to three and more other sites, read by lxml and not by winnow."""
    from lxml import html

    text = re.sub(r"<\?xml[^>]*>", "", decoded(open(path, "rb").read()))
    try:
        document = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except Exception:
        return
    own = registrable(urlsplit(url).hostname or "")
    base = document.find(".//base")
    base = urljoin(url, base.get("href")) if base is not None and base.get("href") else url
    row = []
    for anchor in list(document.iter("a")) + [None]:
        host = ""
        if anchor is not None:
            try:
                target = urljoin(base, (anchor.get("href") or "").strip())
                host = urlsplit(target).hostname or ""
            except ValueError:
                continue
            if not host or not target.startswith(("http:", "https:")):
                continue
        if host and registrable(host) != own:
            words = " ".join(anchor.text_content().split())
            row.append((words, target))
            continue
        if len({registrable(urlsplit(u).hostname) for _, u in row}) >= 3:
            row = row[:80]
            yield [t for t, _ in row if t], [u for _, u in row]
        row = []
