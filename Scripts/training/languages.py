"""Honest texts in many languages: words, strings of programs, manuals."""

import gettext
import glob
import gzip
import os
import re
import subprocess
import sys
import zipfile

from .comments import comments
from .vocabulary import WIDE

PACKAGES = ["iso-codes", "gnome-user-docs"] + [
    "firefox-esr-l10n-" + code
    for code in "ar bg cs da de el es-es fa fi fr he hi-in hr hu id it ja ko ms nl pl pt-br ro ru sk"
    " sr sv-se th tr uk vi zh-cn zh-tw".split()
] + [
    # Languages of much spam that collected pages have little honest text in.
    "libreoffice-l10n-" + code for code in "ar fa id ja ko ru th tr vi zh-cn".split()
]
WORDFREQ = "wordfreq==3.1.1"


def write_ham(rng, args, sources, out):
    for text, is_spam, lang in comments(args, sources):
        if not is_spam:
            out.add(text=text, lang=lang, kind="prose", group=text)
    packages = download(args, sources)
    for lang, words, weights in word_frequencies(packages):
        joiner = "" if lang in WIDE else " "
        for _ in range(50):
            drawn = rng.choices(words, weights, k=rng.randint(8, 60))
            texts = []
            while drawn:
                length = rng.randint(1, 4)
                texts.append(joiner.join(drawn[:length]))
                drawn = drawn[length:]
            out.add(text=texts, lang=lang, group="words " + lang)
        for _ in range(15):
            out.add(text=joiner.join(rng.choices(words, weights, k=rng.randint(3, 10))), lang=lang, kind="title", group="words " + lang)
    for source, lang, strings, paragraphs in documents(packages):
        group = f"{source} {lang}"
        for _ in range(min(100 if source == "libreoffice" else 50, len(strings) // 8)):
            start = rng.randrange(len(strings))
            texts = strings[start:start + rng.randint(4, 25)]
            out.add(text=texts, lang=lang, group=group)
        for text in rng.sample(strings, min(40, len(strings))):
            if len(text) >= 12:
                out.add(text=text, lang=lang, kind="title", group=group)
        for text in rng.sample(paragraphs, min(120, len(paragraphs))):
            out.add(text=text, lang=lang, kind="prose", group=group)


def download(args, sources):
    folder = args.work + "/packages"
    os.makedirs(folder, exist_ok=True)
    if not glob.glob(folder + "/wordfreq-*"):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, WORDFREQ], check=True)
    missing = [p for p in PACKAGES if not glob.glob(f"{folder}/{p}_*.deb")]
    if missing:
        subprocess.run(["apt-get", "download"] + missing, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for path in sorted(glob.glob(folder + "/*.deb")):
        name = os.path.basename(path)
        sources.add("debian/" + name, path)
        target = f"{folder}/{name.split('_')[0]}"
        if not os.path.isdir(target):
            subprocess.run(["dpkg-deb", "-x", path, target], check=True)
    wheel = sorted(glob.glob(folder + "/wordfreq-*.whl"))[0]
    sources.add("pypi/" + os.path.basename(wheel), wheel)
    if not os.path.isdir(folder + "/wordfreq"):
        zipfile.ZipFile(wheel).extractall(folder)
    return folder


def word_frequencies(folder):
    """Words of a language with the 0.6th power of their frequency, so that rare ones are drawn, too."""
    import msgpack

    data = folder + "/wordfreq/data/"
    for small in sorted(glob.glob(data + "small_*.msgpack.gz")):
        lang = os.path.basename(small)[6:].split(".")[0]
        large = f"{data}large_{lang}.msgpack.gz"
        with gzip.open(large if os.path.exists(large) else small) as file:
            bands = msgpack.load(file, raw=False)[1:]
        words, weights = [], []
        for band, members in enumerate(bands):
            words += members
            weights += [10 ** (-0.006 * band)] * len(members)
        yield lang, words, weights


def documents(folder):
    """Short strings and paragraphs of programs and their manuals: (source, language, strings, paragraphs)."""
    from lxml import etree

    for package in sorted(glob.glob(folder + "/firefox-esr-l10n-*/")):
        lang = package.rstrip("/").split("l10n-")[1].split("-")[0]
        strings = []
        for path in sorted(glob.glob(package + "usr/lib/firefox-esr/browser/extensions/*.xpi")):
            archive = zipfile.ZipFile(path)
            for name in sorted(archive.namelist()):
                if not name.endswith((".ftl", ".properties")):
                    continue
                for line in archive.read(name).decode("utf-8", "replace").splitlines():
                    found = re.match(r"^\s*[.\w-]+\s*=\s*(.+)$", line)
                    if found:
                        text = re.sub(r"\{[^}]*\}|%\S+|<[^>]*>", "", found.group(1)).strip()
                        if len(text) > 2:
                            strings.append(text)
        yield "firefox", lang, [s for s in strings if len(s) < 70], [s for s in strings if len(s) >= 80]
    for package in sorted(glob.glob(folder + "/libreoffice-l10n-*/")):
        lang = package.rstrip("/").split("l10n-")[1].split("-")[0]
        strings = []
        for path in sorted(glob.glob(package + "usr/lib/libreoffice/program/resource/*/LC_MESSAGES/*.mo")):
            strings += [re.sub(r"[~_]|%\w+|\$\S+", "", text) for text in translations(path) if len(text) < 70]
        yield "libreoffice", lang, strings, []
    for path in sorted(glob.glob(folder + "/iso-codes/usr/share/locale/*/LC_MESSAGES/*.mo")):
        if os.path.islink(path):
            continue
        lang = path.split("/locale/")[1].split("/")[0].split("_")[0].split("@")[0]
        strings = [text for text in translations(path) if len(text) < 60]
        yield os.path.basename(path)[:-3], lang, strings[:48], []
    for manual in sorted(glob.glob(folder + "/gnome-user-docs/usr/share/help/*/")):
        lang = manual.rstrip("/").split("/")[-1].split("_")[0].split("@")[0]
        space = "{http://projectmallard.org/1.0/}"
        strings, paragraphs = [], []
        for path in sorted(glob.glob(manual + "*/*.page")):
            try:
                tree = etree.parse(path)
            except etree.XMLSyntaxError:
                continue
            for element in tree.iter(space + "title", space + "desc", space + "p"):
                text = " ".join("".join(element.itertext()).split())
                if element.tag == space + "p":
                    if len(text) >= 80:
                        paragraphs.append(text[:600])
                elif 2 < len(text) < 100:
                    strings.append(text)
        yield "gnome-user-docs", "en" if lang == "C" else lang, strings, paragraphs


def translations(path):
    with open(path, "rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    return [v for k, v in sorted(catalog.items(), key=str) if k and isinstance(v, str)]
