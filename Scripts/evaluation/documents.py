"""Parts of docs/accuracy.md that programs write, between markers."""

from .lab import ROOT

PATH = ROOT / "docs/accuracy.md"


def write(name, content, path=PATH):
    """Puts content in place of what stands between the markers of a name."""
    text = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name}: written by `Scripts/", f"<!-- end of {name} -->"
    at = text.index(start)
    begin = text.index("-->\n", at) + len("-->\n")
    stop = text.index(end, begin)
    path.write_text(text[:begin] + content + text[stop:], encoding="utf-8")
