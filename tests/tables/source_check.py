"""Check where the figures come from: addresses, publishers and the licences of the data."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

LICENCES = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0",
    "INEGI-free-use": "INEGI, Terms of Free Use of Information",
    "Libre-Uso-MX": "Libre Uso MX, the terms of Mexico's open data",
    "US-government-work": "Work of the US government, in the public domain",
    "unknown": "Unknown",
}
"""Each licence that the kit knows, with the words that its title begins with; what it is for follows a colon."""

FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org")
ADDRESS = re.compile(r"https?://\S+")


def address_problem(address: str) -> str | None:
    """Return why an address names no page and no file, or None."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    steps = [step for step in parts.path.split("/") if step]
    if not host:
        return f"{address} is no address"
    if not steps and not parts.query:
        return f"{address} is the root of a host: name the page"
    if host in FORGES and len(steps) < 5:
        return f"{address} is the root of a repository: name the file at its commit"
    return None


def title_problem(title: str) -> str | None:
    """Return why a title names no publisher, or None."""
    words = title.strip()
    if not words or ADDRESS.search(words):
        return f"{title!r}: a title is words, the publisher first"
    if re.fullmatch(r"[\w.-]+/[\w.-]+", words) or re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,4}", words):
        return f"{title!r} names a repository or a site, not the publisher"
    if re.match(r"(the same|copy|copies|file|data|page|source|via)\b", words, re.IGNORECASE):
        return f"{title!r} begins without the publisher"
    return None


def row_problems(text: str) -> Iterator[str]:
    """Find what is wrong in the source of one row: a publisher and its address, with " ; " between two of them."""
    for source in text.split(" ; "):
        addresses = ADDRESS.findall(source)
        if not addresses or not source.endswith(addresses[-1]):
            yield f"{source!r} does not end with its address"
        yield from filter(None, map(address_problem, addresses))
        if problem := title_problem(ADDRESS.sub("", source)):
            yield f"{source!r}: {problem}"


def resource_problems(resource: dict) -> Iterator[str]:
    """Find what is wrong in the sources and licences of a table's entry in the dictionary."""
    for source in resource["sources"]:
        yield from filter(None, [title_problem(source["title"])])
        if "path" in source:
            yield from filter(None, [address_problem(source["path"])])
        if "hash" in source and not re.fullmatch(r"sha256:[0-9a-f]{64}", source["hash"]):
            yield f"{source['title']}: the hash is not sha256 and 64 digits"
        if "hash" in source and not {"version", "retrieved"} <= set(source):
            yield f"{source['title']}: a file with a hash needs version and retrieved"
    for licence in resource["licenses"]:
        yield from licence_problems(licence)


def licence_problems(licence: dict) -> Iterator[str]:
    """Find what is wrong in one licence: its name, its spelling, and a reason where it is unknown."""
    name, title = licence["name"], licence["title"]
    if name not in LICENCES:
        yield f"{name} is not among the licences {sorted(LICENCES)}"
        return
    if title != LICENCES[name] and not title.startswith(f"{LICENCES[name]}: "):
        yield f"{title!r} does not begin with {LICENCES[name]!r}"
    if name == "unknown" and not title.partition(": ")[2]:
        yield "an unknown licence needs its reason"


def all_problems(resources: Iterable[dict], rows: dict[str, list[str]]) -> list[str]:
    """Return all problems of a dictionary and of the sources in the rows of its tables, by table."""
    found = []
    for resource in resources:
        found += [f"{resource['name']}: {problem}" for problem in resource_problems(resource)]
        for text in dict.fromkeys(rows.get(resource["name"], [])):
            found += [f"{resource['name']}: {problem}" for problem in row_problems(text)]
    return found
