"""How names of places are compared: what people write against what the official list says."""

import re
import unicodedata

# Articles and linking words that everyday writing adds or drops (« Saint-Aignan(-de)-Grandlieu »).
_LINKS = frozenset({"l", "le", "la", "les", "d", "de", "du", "des"})
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "'": " "})
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower the case, drop accents and cut ligatures.

    Args:
        text: any text.

    Returns:
        The text in lower case, without diacritics; apostrophes become spaces.

    >>> fold("L’Île-d'Yeu, Œuilly")
    'l ile-d yeu, oeuilly'
    """
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def place_words(text: str) -> tuple[str, ...]:
    """Cut the name of a place into folded words, « St » written out.

    Args:
        text: a name of place.

    Returns:
        Its words in order, articles included.

    >>> place_words("St-Étienne-de-St-Geoirs")
    ('saint', 'etienne', 'de', 'saint', 'geoirs')
    """
    return tuple(_SAINTS.get(word, word) for word in _WORD.findall(fold(text)))


def place_key(text: str) -> str:
    """Reduce the name of a place to what identifies it, whatever its spelling.

    Args:
        text: a name of place.

    Returns:
        The folded words without articles nor linking words, joined by spaces; if nothing else is
        left (the commune of « Y », « Le »), the words themselves.

    >>> place_key("Le Puy-en-Velay")
    'puy en velay'
    >>> place_key("Saint-Aignan-de-Grandlieu") == place_key("ST AIGNAN GRANDLIEU")
    True
    >>> place_key("Les")
    'les'
    """
    words = place_words(text)
    return " ".join([word for word in words if word not in _LINKS] or words)
