"""Obfuscated twins of planted pages: the same plants, their text written so that word lists miss it.

Only planted text is changed, or planted tags; where the plant stands in the twin is counted anew."""

import json
import random
import re

SEED = 11

# Latin letters and others of the same look.
CYRILLIC = dict(zip("aceopxyi", "асеорхуі")) | dict(zip("ABCEHKMOPTX", "АВСЕНКМОРТХ"))
GREEK = dict(zip("oAvBEHIKMNOPTXYZ", "οΑνΒΕΗΙΚΜΝΟΡΤΧΥΖ"))

# Simplified characters that often stand in spam, and what they are in traditional writing.
TRADITIONAL = dict(zip(
    "国产视频网页线观费乐场经级赌开发门户录备号码这个马车热们听说见长东时来对过还没体钱钟电话买卖资讯关专业区"
    "万与丽义价优传伦众会伟样储养馆贵质购费贷账赛运进远选连游达适逊邮银铁锁镇闻队阳阴隐难预领题颜颖风飞饰馆骗鱼鸟龙龟",
    "國產視頻網頁線觀費樂場經級賭開發門戶錄備號碼這個馬車熱們聽說見長東時來對過還沒體錢鐘電話買賣資訊關專業區"
    "萬與麗義價優傳倫眾會偉樣儲養館貴質購費貸賬賽運進遠選連遊達適遜郵銀鐵鎖鎮聞隊陽陰隱難預領題顏穎風飛飾館騙魚鳥龍龜",
))

NAMED = {"é": "&eacute;", "ü": "&uuml;", "ö": "&ouml;", "ä": "&auml;", "ñ": "&ntilde;", "ç": "&ccedil;", "·": "&middot;",
         "à": "&agrave;", "è": "&egrave;", "ó": "&oacute;", "á": "&aacute;", "í": "&iacute;", "ı": "&imath;", "ş": "&scedil;"}


def zero_width(text, rng):
    """Between most of neighbouring letters what takes no room."""
    def mark(_):
        return rng.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad") if rng.random() < 0.6 else ""
    return re.sub(r"(?<=[^\W\d_])(?=[^\W\d_])", mark, text)


def full_width(text, rng):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c.isalnum() else c for c in text)


def decimal(text, rng):
    return "".join(c if c.isspace() else f"&#{ord(c)};" for c in text)


def hexadecimal(text, rng):
    return "".join(c if c.isspace() else f"&#x{ord(c):{rng.choice('xX')}};" for c in text)


def named(text, rng):
    """Names for letters that have one, numbers for some of the others."""
    return "".join(NAMED.get(c) or (f"&#{ord(c)};" if rng.random() < 0.3 else c) for c in text)


def separated(mark):
    """Single letters with a mark between them, one mark for a word."""
    def change(text, rng):
        return re.sub(r"[^\W\d_]{3,}", lambda found: mark.join(found.group()), text)
    return change


def look_alike(table):
    """Some letters of each word from another script; at least one stays, as the spammer wants to be read."""
    def change(text, rng):
        def word(found):
            letters = list(found.group())
            places = [n for n, c in enumerate(letters) if c in table]
            if len(places) == len(letters):
                places = places[1:]
            for n in places:
                if rng.random() < 0.6:
                    letters[n] = table[letters[n]]
            return "".join(letters)
        return re.sub(r"[A-Za-z]{2,}", word, text)
    return change


def mathematical(text, rng):
    base = rng.choice([0x1D400, 0x1D5D4, 0x1D670])
    def letter(c):
        if "A" <= c <= "Z":
            return chr(base + ord(c) - 65)
        return chr(base + 26 + ord(c) - 97) if "a" <= c <= "z" else c
    return "".join(map(letter, text))


def traditional(text, rng):
    return "".join(TRADITIONAL.get(c, c) for c in text)


def mixed_case(tag, rng):
    """Names of tags and attributes in letters of both cases; values as they are."""
    def name(found):
        return found.group(1) + "".join(rng.choice([c.upper(), c.lower()]) for c in found.group(2))
    return re.sub(r"(</?|\s)([A-Za-z][\w-]*)(?=[\s=/>]|$)", name, tag)


# name: (what is done to text, what is done to tags, languages or None for all)
TWINS = {
    "zero-width": (zero_width, None, None),
    "full-width": (full_width, None, None),
    "decimal entities": (decimal, None, None),
    "hexadecimal entities": (hexadecimal, None, None),
    "named entities": (named, None, None),
    "middle dots": (separated("·"), None, None),
    "full stops": (separated("."), None, None),
    "hyphens": (separated("-"), None, None),
    "spaces": (separated(" "), None, None),
    "Cyrillic look-alikes": (look_alike(CYRILLIC), None, None),
    "Greek look-alikes": (look_alike(GREEK), None, None),
    "mathematical letters": (mathematical, None, None),
    "traditional characters": (traditional, None, ("zh",)),
    "mixed-case tags": (None, mixed_case, None),
}

TOKEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[!/?]?[A-Za-z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|&(?:#\d+|#x[0-9a-f]+|\w+);", re.I | re.S)
CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "ks_c_5601-1987": "cp949",
            "euc-kr": "cp949", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}
META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


def charset(data):
    """The charset that a page is in, as a codec of Python."""
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        found = META.search(data[:4096])
        name = found.group(1).decode("ascii").lower() if found else "cp1252"
        return CHARSETS.get(name, name)


def rewritten(text, rng, on_text, on_tags):
    """Planted markup with its texts, or its tags, changed; scripts, styles and comments stay."""
    out, last = [], 0
    def plain(piece):
        return on_text(piece, rng) if on_text and piece.strip() else piece
    for found in TOKEN.finditer(text):
        token = found.group()
        out.append(plain(text[last:found.start()]))
        # What is written as an entity is obfuscated already, and says so.
        if on_tags and not found.group(1) and token.startswith("<") and not token.startswith(("<!", "<?")):
            out.append(on_tags(token, rng))
        else:
            out.append(token)
        last = found.end()
    out.append(plain(text[last:]))
    return "".join(out)


def twin(data, truth, name):
    """A page's twin and its truth, or None where nothing changes or the charset can't hold it."""
    on_text, on_tags, languages = TWINS[name]
    if languages and truth["lang"] not in languages:
        return None
    rng = random.Random(f"{SEED} {name} {truth['file']}")
    codec = charset(data)
    out, last, moved, changed = bytearray(), 0, {"ranges": [], "optional": []}, False
    places = sorted((start, end, kind) for kind in moved for start, end in truth.get(kind) or [])
    for start, end, kind in places:
        if start < last:
            return None
        out += data[last:start]
        begin = len(out)
        try:
            old = data[start:end].decode(codec)
            new = rewritten(old, rng, on_text, on_tags)
        except (UnicodeDecodeError, LookupError):
            return None
        out += new.encode(codec, "xmlcharrefreplace")
        changed = changed or new != old
        moved[kind].append([begin, len(out)])
        last = end
    out += data[last:]
    return (bytes(out), {**truth, **moved}) if changed else None


def write(source, target, name):
    """Writes the twins of a planted set into a folder; returns the names of the pages that have one."""
    target.mkdir(parents=True)
    names = set()
    with open(target / "truth.jsonl", "w", encoding="utf-8") as out, open(source / "truth.jsonl", encoding="utf-8") as lines:
        for truth in map(json.loads, lines):
            made = twin((source / truth["file"]).read_bytes(), truth, name)
            if made is None:
                continue
            (target / truth["file"]).write_bytes(made[0])
            out.write(json.dumps(made[1], ensure_ascii=False) + "\n")
            names.add(truth["file"])
    return names
