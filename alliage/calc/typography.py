"""French and English typography of what is shown: spaces, apostrophes, numbers, partial dates.

Source: Imprimerie nationale, « Lexique des règles typographiques en usage » (2002), chapters
« Espacements », « Nombres » and « Guillemets »; spaces as in the digital usage: U+202F before
; ! ? % € and inside « », U+00A0 before the colon, both unbreakable.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

NARROW, NBSP = "\u202f", "\u00a0"
ANY_SPACE = " \u00a0\u202f\u2009"
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
# What must reach the reader untouched: addresses, e-mails, and HTML entities.
UNTOUCHED = re.compile(
    r"(https?://\S+|www\.\S+|\S+@\S+\.\w+|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);)"
)
RULES = (
    # A straight or typewriter apostrophe between a letter and what follows.
    (re.compile(r"(?<=\w)['´`](?=[\w«“\"(])"), "’"),
    # Straight quotes around words become guillemets; inches and lone quotes are left alone.
    (re.compile(r'(?<![\w"])"([^"\n<>]{1,300}?)"(?!\w)'), r"«\1»"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(rf"«[{ANY_SPACE}]*"), f"«{NARROW}"),
    (re.compile(rf"[{ANY_SPACE}]*»"), f"{NARROW}»"),
    # A space that the author wrote becomes the right one; a missing one is added after a word.
    (re.compile(rf"(?<=[\w»)\]’”…])[{ANY_SPACE}]*([;!?]+)(?=\s|$|[»)\]])"), rf"{NARROW}\1"),
    (re.compile(rf"[{ANY_SPACE}]+([;!?])"), rf"{NARROW}\1"),
    (re.compile(rf"(?<=[\w»)\]’”…])[{ANY_SPACE}]*:(?=\s|$)"), f"{NBSP}:"),
    # After a tag, nothing precedes the space: it is still the colon's.
    (re.compile(rf"^[{ANY_SPACE}]+:(?=\s|$)"), f"{NBSP}:"),
    (re.compile(rf"(?<=\d)[{ANY_SPACE}]*([%‰€])"), rf"{NARROW}\1"),
    # A number holds its unit or its noun's first word: « 12 km », « 3 millions ».
    (
        re.compile(
            rf"(?<=\d)[{ANY_SPACE}](?=(?:millions?|milliards?|euros?|km|kg|m²|m³|ha|h|min|t)\b)"
        ),
        NBSP,
    ),
    (re.compile(rf"\b(n°|N°|p\.|art\.|M\.|Mme|Dr)[{ANY_SPACE}]+(?=[\dA-ZÉÈ])"), rf"\1{NBSP}"),
)
# Thousands that the author parted, whatever the space: « 12 500 », but not « en 2012 350 repas ».
THOUSANDS = re.compile(rf"(?<![\d,.])\d{{1,3}}(?:[{ANY_SPACE}]\d{{3}})+(?!\d)")


# The same titles and labels come back from page to page.
@lru_cache(maxsize=4096)
def french(text: str) -> str:
    r"""Set a text by the French rules; addresses, e-mails and HTML entities stay as they are.

    Args:
        text: Plain or escaped text; not markup (tags are not parsed, entities are kept).

    Idempotent: setting a text twice changes nothing more.

    Source: see the module. Not accounted for: quotes inside quotes, poetry, other languages.

    >>> french("L'alliance : 12 500 repas, c'est beaucoup !")
    'L’alliance\xa0: 12\u202f500 repas, c’est beaucoup\u202f!'
    >>> french('Voir https://exemple.fr/?a=1;b=2 et "la halle"')
    'Voir https://exemple.fr/?a=1;b=2 et «\u202fla halle\u202f»'
    """
    parts = UNTOUCHED.split(text)
    parts[::2] = (_set_french(part) for part in parts[::2])
    return "".join(parts)


def _set_french(text: str) -> str:
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return THOUSANDS.sub(lambda found: NARROW.join(found[0].split()), text)


def number(value: float | Decimal, *, decimals: int | None = None, language: str = "fr") -> str:
    r"""Write a number as a reader of the language expects it.

    Args:
        value: Any finite number, no unit.
        decimals: How many to keep (half to even); all the significant ones by default.
        language: "fr" (narrow space, comma) or "en" (comma, point).

    Raises:
        ValueError: The value is not a finite number.

    Source: Bureau international des poids et mesures, 9e brochure (2019), 5.4.4; in French, four
    digits are grouped too, so that columns align.

    >>> number(12500)
    '12\u202f500'
    >>> number(1234.5), number(1234.5, language="en"), number(-3.14159, decimals=1)
    ('1\u202f234,5', '1,234.5', '−3,1')
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        raise ValueError(f"need a finite number, got {value!r}")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    elif exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    else:
        exact = exact.normalize()
    written = f"{abs(exact):,f}"
    if language == "fr":
        written = written.replace(",", NARROW).replace(".", ",")
    return f"−{written}" if exact < 0 else written


def percent(value: float | Decimal, *, decimals: int | None = None, language: str = "fr") -> str:
    r"""Write a share already counted in hundredths.

    Args:
        value: Hundredths (68 means 68 %), any finite number.
        decimals: As in `number`.
        language: "fr" or "en".

    Raises:
        ValueError: The value is not a finite number.

    Source: see the module.

    >>> percent(68), percent(12.5, language="en")
    ('68\u202f%', '12.5%')
    """
    written = number(value, decimals=decimals, language=language)
    return f"{written}{NARROW}%" if language == "fr" else f"{written}%"


def partial_date(iso: str, *, language: str = "fr") -> str:
    r"""Write a date of which only the year or the month may be known.

    Args:
        iso: "2026", "2026-11" or "2026-11-03"; anything else is given back as it is.
        language: "fr" or "en".

    Source: ISO 8601-1:2019, 5.2.2 (reduced precision).

    >>> partial_date("2026-11"), partial_date("2026-11-01"), partial_date("2012")
    ('novembre 2026', '1er\xa0novembre 2026', '2012')
    >>> partial_date("2026-11-03", language="en"), partial_date("vers 2010")
    ('3\xa0November 2026', 'vers 2010')
    """
    match = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", iso)
    if match is None or match[2] is None:
        return iso
    month = f"{MONTHS[language][int(match[2]) - 1]} {match[1]}"
    if match[3] is None:
        return month
    day = "1er" if language == "fr" and match[3] == "01" else str(int(match[3]))
    return f"{day}{NBSP}{month}"


def year_span(start: int | None, end: int | None, *, language: str = "fr") -> str:
    """Say the years between which something lasted or lasts.

    Args:
        start: First year, or None when unknown.
        end: Last year, or None when it goes on or is unknown.
        language: "fr" or "en".

    Source: Lexique des règles typographiques: en dash, no space, between two years.

    >>> year_span(2012, None), year_span(2012, 2016), year_span(2016, 2016)
    ('depuis 2012', '2012–2016', '2016')
    >>> year_span(None, 2016), year_span(None, None), year_span(2012, None, language="en")
    ('jusqu’en 2016', 'date non renseignée', 'since 2012')
    """
    since, until, unknown = {
        "fr": ("depuis", "jusqu’en", "date non renseignée"),
        "en": ("since", "until", "date not given"),
    }[language]
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return f"{since} {start}"
    return f"{until} {end}" if end else unknown


def capital(text: str) -> str:
    """Put a capital on the first letter and leave the others alone.

    >>> capital("mécénat"), capital("État"), capital("")
    ('Mécénat', 'État', '')
    """
    return text[:1].upper() + text[1:]
