"""French words as people write them: folding, tokens, stems, letter groups, names.

Everything here is text in, text out. Accents are folded *before* stemming: a reader who types
« sante » must find « santé », and the stemmer must see the same letters on both sides.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import Stemmer
import yaml

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss", ord("ø"): "o", ord("ł"): "l"}
_TABLE = {**_APOSTROPHES, **_DASHES, **_LIGATURES, 0: " "}

_LETTER = r"[^\W\d_]"
_WORD = r"(?:[^\W_][\u0300-\u036f]*)"
_FEMININE = "e|es|ne|nes|le|les|te|tes|ve|ves|se|ses|ere|eres|ère|ères|ice|ices|trice|trices|euse|"
_FEMININE += "euses|esse|esses|ienne|iennes|enne|ennes|elle|elles|fe|fes|rice|rices|x|s"
_TOKEN = re.compile(
    rf"(?P<acronym>(?<![\w.]){_LETTER}(?:\.{_LETTER})+\.?(?!\w))"
    rf"|(?P<gendered>(?P<stem>{_WORD}{{3,}})"
    rf"(?:(?:[·•∙‧.](?:{_FEMININE}))+|/(?:{_FEMININE})|\((?:{_FEMININE})\)s?)(?!\w))"
    rf"|(?P<elision>(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)"
    rf"['’‘ʼ`´′](?={_WORD}))"
    rf"|(?P<word>{_WORD}+)"
    r"|(?P<and>&)"
)
# Words whose apostrophe does not part two words.
_JOINED = re.compile(r"\b(aujourd|prud|presqu|entr)['’‘ʼ`´′](?=\w)", re.IGNORECASE)
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# Plurals and sisters that the stemmer keeps apart.
_IRREGULAR = {
    "travaux": "travail",
    "baux": "bail",
    "vitraux": "vitrail",
    "coraux": "corail",
    "yeux": "oeil",
    "vieille": "vieux",
    "vieilles": "vieux",
    "vieil": "vieux",
    "eaux": "eau",
    "lieux": "lieu",
    "milieux": "milieu",
    "jeux": "jeu",
    "enjeux": "enjeu",
    "voeux": "voeu",
    "feux": "feu",
    "chomeurs": "chomeur",
    "chomeuse": "chomeur",
    "chomeuses": "chomeur",
}

_PARAMETERS = Path(__file__).resolve().parent / "parameters" / "french.yaml"
_WORDS: dict[str, str] = yaml.safe_load(_PARAMETERS.read_text(encoding="utf-8"))

STOP_WORDS = frozenset(_WORDS["stop_words"].split())
"""Words that say nothing of the subject, folded."""

NEED_WORDS = frozenset(_WORDS["need_words"].split())
"""Words of a plainly said need (« je cherche comment aider… »): they count little in a question."""

_LEGAL_FORMS = frozenset(_WORDS["legal_forms"].split())
ARTICLES = frozenset(_WORDS["articles"].split())
_INSTITUTIONS = (
    (("conseil", "departemental"), ("departement",)),
    (("conseil", "general"), ("departement",)),
    (("conseil", "regional"), ("region",)),
    (("mairie",), ("ville",)),
    (("commune",), ("ville",)),
    (("municipalite",), ("ville",)),
)
_FORMER_NAME = re.compile(r"\((?:ex|anciennement|alors|autrefois)\b[^)]*\)", re.IGNORECASE)
# « Groupe SEB » is SEB, but « Groupe d'action locale » is no « action locale ».
_GROUP = re.compile(r"^\s*(?:le )?groupe (?!d[eu]s? |d['’]|à )(?=\S)", re.IGNORECASE)


class Token(NamedTuple):
    """A folded word, and where it stands in the text it comes from."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Bring a text to lower case without accents, ligatures or typographic signs.

    Args:
        text: Any text; a NUL character becomes a space.

    Source: Unicode Standard Annex 15 (compatibility decomposition), and French usage for
    « œ » and « æ », which that decomposition leaves whole.

    >>> fold("L’Œuvre de Saint‑Étienne, ﬁn")
    "l'oeuvre de saint-etienne, fin"
    """
    if text.isascii():
        return text.lower().replace("\0", " ").replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_TABLE)


def tokens(text: str) -> Iterator[Token]:
    """Cut a French text into folded words, with their offsets in it.

    Elided words are left out, hyphens part words, dots within an acronym vanish, a gendered form
    gives its first word, « St » is « saint » and « & » is « et ».

    Args:
        text: Any text, folded or not.

    Source: Grevisse & Goosse, Le Bon Usage (2016), § 45 (elision), § 107 (acronyms); gendered
    forms as in the guide of the Haut Conseil à l'Égalité (2015).

    >>> [t.text for t in tokens("L’étudiant·e de St-Denis (S.C.I.C. & CCAS)")]
    ['etudiant', 'de', 'saint', 'denis', 'scic', 'et', 'ccas']
    >>> "L’été"[slice(*next(tokens("L’été"))[1:])]
    'été'
    """
    joined = _JOINED.sub(lambda m: m[1] + "ʹ", text)  # U+02B9: one character, a letter to re
    for match in _TOKEN.finditer(joined):
        start, end = match.span()
        if match["elision"]:
            continue
        if match["acronym"]:
            word = fold(match["acronym"].replace(".", ""))
        elif match["gendered"]:
            word = fold(match["stem"])
        elif match["and"]:
            word = "et"
        else:
            word = _plain_word(match["word"], joined[end : end + 2])
        if word:
            yield Token(word, start, end)


_fold_word = lru_cache(maxsize=65_536)(fold)


def _plain_word(written: str, following: str) -> str:
    word = _fold_word(written).replace("ʹ", "")
    # « Sté » is a company, not a saint; a lone « st » is left as it is.
    if word in _SAINTS and written.isascii() and following[1:2].isalnum():
        return _SAINTS[word]
    return word


_STEMMER = Stemmer.Stemmer("french")
# Without accents, « isolées » and « isolés » would part: the stemmer knows « ées », not « ees ».
_FEMININE_PARTICIPLE = re.compile(r"ees?$")
# Trades and other nouns whose feminine the stemmer, blind without accents, takes for another word.
_FEMININE_NOUNS = (
    (re.compile(r"(ch|lg|rg|ng|ll|i)ers$"), r"\1er"),
    (re.compile(r"ieres?$"), "ier"),
    (re.compile(r"(?<=ch|lg|rg|ng|ll)eres?$"), "er"),
    (re.compile(r"(?<=\w{2})trices?$"), "teur"),
    (re.compile(r"(?<=\w{3})ives?$"), "if"),
    (re.compile(r"(?<=\w{3})annes?$"), "an"),
    (
        re.compile(
            r"(vend|lev|cherch|vaill|pren|port|livr|coiff|dans|jou|ball|gramm|cultiv|cout|log)"
            r"euses?$"
        ),
        r"\1eur",
    ),
)
# Words that would share the stem of others with which they have nothing to do.
_KEPT_WHOLE = {
    "refugie": "refugie",
    "refugies": "refugie",
    "refugiee": "refugie",
    "refugiees": "refugie",
    "aidant": "aidant",
    "aidants": "aidant",
    "aidante": "aidant",
    "aidantes": "aidant",
}


def _masculine(word: str) -> str:
    for pattern, ending in _FEMININE_NOUNS:
        masculine, found = pattern.subn(ending, word)
        if found:
            return masculine
    return word


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Reduce a folded word to the part that its inflections share.

    Args:
        word: One folded word (see `fold`).

    Source: M. Porter, Snowball, French stemmer (snowballstem.org/algorithms/french), given words
    without accents; a few irregular plurals are listed here. Numbers are left as they are.

    >>> stem("solidaires"), stem("solidarite"), stem("travaux"), stem("16")
    ('solidair', 'solidarit', 'travail', '16')
    >>> stem("infirmieres") == stem("infirmier"), stem("refugies") == stem("refuges")
    (True, False)
    """
    if word in _KEPT_WHOLE:
        return _KEPT_WHOLE[word]
    word = _FEMININE_PARTICIPLE.sub("e", _IRREGULAR.get(word, word))
    return str(_STEMMER.stemWord(_masculine(word))) if word.isalpha() else word


def stems(text: str) -> list[str]:
    """Give the stems of a text's words, stop words left out, in their order.

    Args:
        text: Any text.

    Source: see `tokens` and `stem`.

    >>> stems("L’isolement des personnes âgées")
    ['isol', 'person', 'age']
    """
    return [stem(token.text) for token in tokens(text) if token.text not in STOP_WORDS]


def grams(word: str, size: int = 4) -> list[str]:
    """Cut a word into its overlapping groups of letters, its start and end marked by `_`.

    Args:
        word: One folded word.
        size: Letters per group, at least 2.

    Source: McNamee & Mayfield (2004), Character n-gram tokenization for European language text
    retrieval, Information Retrieval 7; four letters are their best for French.

    >>> grams("senior")
    ['_sen', 'seni', 'enio', 'nior', 'ior_']
    >>> grams("ess")
    ['_ess', 'ess_']
    """
    if size < 2:
        raise ValueError(f"need groups of two letters or more, got {size}")
    marked = f"_{word}_"
    if len(marked) <= size:
        return [marked]
    return [marked[i : i + size] for i in range(len(marked) - size + 1)]


def name_key(name: str) -> str:
    """Normalise the name of an organisation so that two ways of writing it give one key.

    Case, accents, punctuation, articles, legal forms (SAS, SCOP, association…), « groupe », and a
    remark on a former name vanish; « mairie » is « ville », « conseil départemental » is
    « département ». What tells two bodies apart stays: a town is not the department of that name,
    nor a company its foundation.

    Args:
        name: The name as written; a name made only of such words is kept whole.

    Source: our own rules, drawn from the partners of the demonstration content; legal forms from
    the INSEE nomenclature of catégories juridiques. Spelling mistakes are not mended.

    >>> name_key("Les Restos du Cœur"), name_key("SAS L’Atelier & Cie")
    ('restos coeur', 'atelier cie')
    >>> name_key("Ville de Paris") == name_key("Département de Paris")
    False
    """
    name = _GROUP.sub(" ", _FORMER_NAME.sub(" ", name))
    words = [token.text for token in tokens(name)]
    for written, kept in _INSTITUTIONS:
        if tuple(words[: len(written)]) == written and len(words) > len(written):
            words = [*kept, *words[len(written) :]]
    stripped = _without_legal_form(words)
    kept_words = [word for word in stripped if word not in ARTICLES]
    return " ".join(kept_words or stripped or words)


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    # « SA » opens real names (« Sa Majesté »); only the other forms are dropped in front.
    while len(words) > 1 and words[0] in _LEGAL_FORMS - {"sa"}:
        words = words[1:]
    return words
