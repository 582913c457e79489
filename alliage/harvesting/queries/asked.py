"""What a harvester asks: verbs, arguments, dates and resumption tokens, or the exact refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from alliage.harvesting.formats import UNSPEAKABLE

DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
TOKEN_LIFE = timedelta(days=1)
SALT = "alliage.harvesting.token"
LISTS = {"from", "until", "set", "metadataPrefix"}
# Verb → (required, optional); `resumptionToken` is exclusive where it is listed.
ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
    "ListIdentifiers": ({"metadataPrefix"}, {*LISTS, "resumptionToken"}),
    "ListRecords": ({"metadataPrefix"}, {*LISTS, "resumptionToken"}),
}


class RefusalError(Exception):
    """An error of the protocol: its code, and a sentence for whoever reads the answer."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Selection:
    """What a list holds, and how far it was read."""

    verb: str
    prefix: str
    start: datetime | None
    end: datetime
    set_name: str = ""
    position: tuple[datetime, int] | None = None
    cursor: int = 0
    size: int = -1


def arguments(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Check the verb and its arguments.

    Raises:
        RefusalError: badVerb or badArgument.
    """
    verbs = given.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in ARGUMENTS:
        raise RefusalError("badVerb", f"Say one verb among: {', '.join(ARGUMENTS)}.")
    repeated = sorted(name for name, values in given.items() if len(values) > 1)
    if repeated:
        raise RefusalError("badArgument", f"Say these arguments once: {', '.join(repeated)}.")
    if any(UNSPEAKABLE.search(value) for values in given.values() for value in values):
        raise RefusalError("badArgument", "Control characters say nothing here.")
    required, optional = ARGUMENTS[verbs[0]]
    words = {name: values[0] for name, values in given.items()}
    names = set(words) - {"verb"}
    unknown = names - required - optional
    if unknown:
        raise RefusalError("badArgument", f"Unknown here: {', '.join(sorted(unknown))}.")
    if "resumptionToken" in names:
        if names != {"resumptionToken"}:
            raise RefusalError("badArgument", "resumptionToken goes alone.")
        return words
    missing = sorted(required - names)
    if missing:
        raise RefusalError("badArgument", f"Missing: {', '.join(missing)}.")
    return words


def selection(words: Mapping[str, str], now: datetime) -> Selection:
    """Read what a list asks for; the end is frozen, so that what changes meanwhile comes later."""
    if "resumptionToken" in words:
        return read_token(words["verb"], words["resumptionToken"])
    start, end = words.get("from"), words.get("until")
    if start is not None and end is not None and len(start) != len(end):
        raise RefusalError("badArgument", "from and until must have the same granularity.")
    first = None if start is None else _date(start)
    last = now if end is None else min(_date(end, is_end=True), now)
    if first and end is not None and first > _date(end, is_end=True):
        raise RefusalError("badArgument", "from is later than until.")
    return Selection(words["verb"], words["metadataPrefix"], first, last, words.get("set", ""))


def _date(value: str, *, is_end: bool = False) -> datetime:
    form = DAY if len(value) == len("2026-01-01") else SECOND
    try:
        moment = datetime.strptime(value, form).replace(tzinfo=UTC)
        if moment.strftime(form) != value:
            raise ValueError(value)
        last = timedelta(hours=23, minutes=59, seconds=59)
        return moment + last if is_end and form == DAY else moment
    except (ValueError, OverflowError) as error:
        raise RefusalError(
            "badArgument", "Dates are UTC: 2026-11-24 or 2026-11-24T10:00:00Z."
        ) from error


def stamp(moment: datetime) -> str:
    """Write an instant as the protocol wants it."""
    return moment.astimezone(UTC).strftime(SECOND)


def write_token(asked: Selection) -> str:
    """Sign where a list stands: nothing is kept here, and nobody can make one up."""
    datestamp, key = asked.position or (asked.end, 0)
    content = {
        "v": asked.verb,
        "p": asked.prefix,
        "f": asked.start and stamp(asked.start),
        "u": stamp(asked.end),
        "s": asked.set_name,
        "d": stamp(datestamp),
        "k": key,
        "c": asked.cursor,
        "n": asked.size,
    }
    return signing.dumps(content, salt=SALT, compress=True)


def read_token(verb: str, token: str) -> Selection:
    """Take a list up where its token says.

    Raises:
        RefusalError: The token is not ours, is too old, or belongs to another verb.
    """
    try:
        content: dict[str, Any] = signing.loads(token, salt=SALT, max_age=TOKEN_LIFE)
    except signing.BadSignature as error:
        raise RefusalError("badResumptionToken", "This token is unknown or has expired.") from error
    if content["v"] != verb:
        raise RefusalError("badResumptionToken", "This token belongs to another verb.")
    return Selection(
        verb,
        content["p"],
        _date(content["f"]) if content["f"] else None,
        _date(content["u"]),
        content["s"],
        (_date(content["d"]), content["k"]),
        content["c"],
        content["n"],
    )


def second_now() -> datetime:
    """Now, to the second: the granularity of every datestamp."""
    return timezone.now().replace(microsecond=0)
