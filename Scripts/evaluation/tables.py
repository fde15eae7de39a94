"""Tables of results, for the terminal and for documents."""


def text(header, rows):
    """Columns side by side; the first to the left, numbers to the right."""
    cells = [[str(cell) for cell in row] for row in [header] + rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = []
    for row in cells:
        line = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join(line).rstrip())
    return "\n".join(lines) + "\n"


def markdown(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def share(value):
    return f"{value:.4f}"


PLANTED_HEADER = ["", "pages", "recall", "removed", "fully cleaned"]
CLEAN_HEADER = ["", "pages", "flagged", "of these honest", "suspicious", "bytes lost"]


def planted_row(name, figures):
    return [name, figures["pages"], share(figures["recall"]), share(figures["spam_removed_pages"]), share(figures["fully_cleaned"])]


def clean_row(name, figures):
    return [name, figures["pages"], figures["flagged"], figures["false"], figures["suspicious"], figures["bytes_lost"]]


TITLES = {
    "planted": "shapes planted in clean pages", "gold": "real injections planted in clean pages",
    "text": "lists planted in plain text", "specimens": "real pages with labelled bytes",
    "compromised": "real compromised pages", "clean": "clean pages", "clean-text": "clean texts",
    "traps": "honest pages that look planted", "trapped": "honest look-alikes planted in clean pages",
}


def sections(results, detail=True):
    """(title, header, rows) for every table of the results, in their order."""
    planted = [name for name in ("planted", "gold", "text", "specimens", "compromised") if name in results]
    rows = []
    for name in planted:
        groups = results[name]["group"] if name in ("planted", "gold") else {}
        rows += [planted_row(f"{TITLES[name]}, {group}", figures) for group, figures in groups.items()]
        rows.append(planted_row(TITLES[name] + (", all" if groups else ""), results[name]["all"]["all"]))
    if rows:
        yield "Planted", ["set"] + PLANTED_HEADER[1:], rows
    honest = [name for name in ("clean", "clean-text", "traps", "trapped") if name in results]
    rows = [clean_row(TITLES[name], results[name]["all"]["all"]) for name in honest]
    if rows:
        yield "Honest", ["set"] + CLEAN_HEADER[1:], rows
    if not detail:
        return
    for name, table, title in (
        ("planted", "technique", "Shapes by technique"), ("planted", "topic", "Shapes by topic"),
        ("planted", "lang", "Shapes by language of the spam"), ("gold", "technique", "Real injections by technique"),
    ):
        if name in results:
            header = [{"lang": "language"}.get(table, table)] + PLANTED_HEADER[1:]
            yield title, header, [planted_row(*item) for item in results[name][table].items()]
    if "clean" in results:
        header = ["tag"] + CLEAN_HEADER[1:]
        yield "Clean pages by what they are mistaken for", header, [clean_row(*item) for item in results["clean"]["tag"].items()]
