"""What a change must not fall below: figures of the lab, kept in Tests/floors.json.

A floor is a figure that was reached once. Of some figures less is better; theirs is a ceiling."""

import json

# The figures that are kept, by set: tables, and figures of each row.
KEPT = {
    "planted": (("all", "group"), ("recall", "fully_cleaned", "spam_removed_pages", "faithful", "collateral")),
    "gold": (("all",), ("recall", "fully_cleaned", "spam_removed_pages", "faithful", "collateral")),
    "text": (("all",), ("recall", "fully_cleaned", "spam_removed_pages", "faithful", "collateral")),
    "specimens": (("all",), ("recall", "fully_cleaned", "faithful")),
    "compromised": (("all",), ("recall", "faithful")),
    "clean": (("all",), ("flagged_rate", "suspicious_rate", "bytes_lost_rate", "faithful")),
    "clean-text": (("all",), ("flagged_rate", "suspicious_rate", "bytes_lost_rate", "faithful")),
    "traps": (("all",), ("flagged_rate", "faithful")),
    "trapped": (("all",), ("flagged_rate", "bytes_lost_rate", "faithful")),
}
LESS_IS_BETTER = {"collateral", "flagged_rate", "suspicious_rate", "bytes_lost_rate"}


def kept(results):
    """The figures of results that floors are kept of: {"set/row": {figure: value}}."""
    floors = {}
    for name, (tables, figures) in KEPT.items():
        for table in tables:
            for row, values in results.get(name, {}).get(table, {}).items():
                floors[f"{name}/{row}"] = {figure: values[figure] for figure in figures if figure in values}
    return floors


def read(path, size):
    """The floors of a size of the lab; none where the file has none."""
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file).get(size, {})
    except FileNotFoundError:
        return {}


def is_worse(figure, value, floor):
    return value > floor if figure in LESS_IS_BETTER else value < floor


def compare(results, floors):
    """What is below its floor, or was not measured: sentences."""
    found, problems = kept(results), []
    for row, figures in sorted(floors.items()):
        for figure, floor in figures.items():
            value = found.get(row, {}).get(figure)
            if value is None:
                problems.append(f"{row}: {figure} was not measured; its floor is {floor}")
            elif is_worse(figure, value, floor):
                side = "above its ceiling" if figure in LESS_IS_BETTER else "below its floor"
                problems.append(f"{row}: {figure} {value} is {side} {floor}")
    return problems


def raised(results, floors):
    """The floors with what is better now, and what is new; nothing gets worse."""
    new = {row: dict(figures) for row, figures in floors.items()}
    for row, figures in kept(results).items():
        for figure, value in figures.items():
            floor = new.setdefault(row, {}).get(figure)
            if floor is None or is_worse(figure, floor, value):
                new[row][figure] = value
    return new


def write(path, size, floors, stamp):
    """Writes the floors of one size, and leaves those of others."""
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except FileNotFoundError:
        document = {}
    document[size] = floors
    document.setdefault("lab", {})[size] = stamp
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2, sort_keys=True)
        file.write("\n")
