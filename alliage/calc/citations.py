"""Citations as reference managers read them: BibTeX, RIS, CSL-JSON, and a plain line."""

import re
from dataclasses import dataclass
from datetime import date

BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """What is cited: a page of the web, by a body rather than by people.

    Args:
        key: Short identifier, letters, digits and hyphens.
        title: Title of the page, plain text.
        author: The body that wrote or publishes it; empty when nobody says.
        url: The persistent address.
        year: Year of the version cited; None when it is not known.
        updated_on: Day of the version cited; None when only the year is known.
        note: One more sentence; may be empty.
    """

    key: str
    title: str
    author: str
    url: str
    year: int | None = None
    updated_on: date | None = None
    note: str = ""

    def plain(self) -> str:
        r"""Give one line, as a bibliography has it.

        >>> Citation("a", "Le titre", "Un réseau", "https://ici.fr/id/a", 2026).plain()
        'Un réseau, «\u202fLe titre\u202f», 2026, https://ici.fr/id/a'
        """
        title = f"«\u202f{self.title}\u202f»"
        parts = [self.author, title, str(self.year or ""), self.url]
        return ", ".join(part for part in parts if part)


def bibtex(citation: Citation) -> str:
    r"""Write an entry of BibTeX, in UTF-8; braces keep the capitals and the body's name whole.

    >>> print(bibtex(Citation("a", "50 % d’aide", "Un réseau", "https://ici.fr/id/a", 2026)))
    @misc{a,
      author = {{Un réseau}},
      title = {{50 \% d’aide}},
      year = {2026},
      howpublished = {Page web},
      url = {https://ici.fr/id/a}
    }
    <BLANKLINE>
    """
    fields = {
        "author": _braced(citation.author),
        "title": _braced(citation.title),
        "year": str(citation.year or ""),
        "howpublished": "Page web",
        "url": re.sub(r"[{}\\\s]", "", citation.url),
        "note": _escaped(citation.note),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    return "".join(BIBTEX_SPECIAL.get(character, character) for character in _one_line(text))


def _braced(text: str) -> str:
    return f"{{{_escaped(text)}}}" if text else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def ris(citation: Citation) -> str:
    r"""Write a record of RIS: a tag, two spaces, a hyphen, a space; lines end with CR LF.

    >>> ris(Citation("a", "Titre", "", "https://ici.fr/id/a")).split("\r\n")
    ['TY  - ELEC', 'ID  - a', 'TI  - Titre', 'UR  - https://ici.fr/id/a', 'ER  - ', '']
    """
    day = citation.updated_on
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("TI", citation.title),
        ("AU", citation.author),
        ("PY", str(citation.year or "")),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("UR", citation.url),
        ("N1", citation.note),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(citation: Citation) -> dict[str, object]:
    """Give an item of CSL-JSON, schema 1.0.

    >>> csl(Citation("a", "Titre", "Un réseau", "https://ici.fr/id/a", 2026))["issued"]
    {'date-parts': [[2026]]}
    """
    day = citation.updated_on
    parts = [day.year, day.month, day.day] if day else [citation.year] if citation.year else []
    item: dict[str, object] = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "URL": citation.url,
    }
    if citation.author:
        item["author"] = [{"literal": citation.author}]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    if citation.note:
        item["note"] = citation.note
    return item
