#!/usr/bin/env python3
"""How fast well-known parsers only parse the pages that winnow scans, in the same run.

usage: parsers.py WINNOW-BENCHMARK PATH...     (pip install lxml selectolax)

Runs the scan benchmark first and then each parser that is installed over the same files, one
thread, the fastest of three rounds.
"""
import os
import subprocess
import sys
import time


def files(path):
    if os.path.isfile(path):
        return [path]
    found = []
    for root, _, names in os.walk(path):
        found += [os.path.join(root, name) for name in names]
    return sorted(found)


def parsers():
    try:
        import lxml.html
        yield "lxml.html.fromstring", lxml.html.fromstring
        yield ("lxml parse and serialise",
               lambda page: lxml.html.tostring(lxml.html.fromstring(page)))
    except ImportError:
        print("lxml is not installed")
    try:
        from selectolax.lexbor import LexborHTMLParser
        yield "selectolax (lexbor) parse", LexborHTMLParser
    except ImportError:
        print("selectolax is not installed")


def main():
    binary, paths = sys.argv[1], sys.argv[2:]
    subprocess.run([binary, *paths], check=True)
    pages = []
    for path in paths:
        for name in files(path):
            with open(name, "rb") as file:
                pages.append(file.read())
    total = sum(map(len, pages))
    for name, parse in parsers():
        best = None
        for _ in range(3):
            start = time.perf_counter()
            for page in pages:
                try:
                    parse(page)
                except Exception:  # an empty page is no page to lxml
                    pass
            seconds = time.perf_counter() - start
            best = seconds if best is None else min(best, seconds)
        print(f"{name:26} {total / 1e6 / best:.1f} MB/s")


if __name__ == "__main__":
    main()
