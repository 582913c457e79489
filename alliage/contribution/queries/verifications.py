"""What is to be checked: asked of one person, and waiting for those who animate."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language

from alliage.accounts.models import User
from alliage.calc.typography import capital, year_span
from alliage.capitalisation.models import Alliance, AlliancePlace, EditorialState
from alliage.capitalisation.models.freshness import year_before
from alliage.capitalisation.queries.freshness import since_words
from alliage.contribution.models import Verification
from alliage.contribution.permissions import may_answer_for, sheets_animated_by
from alliage.contribution.tokens import BadLinkError, read, sign
from alliage.network.permissions import Person


@dataclass(frozen=True)
class Question:
    """What a page asks somebody about a sheet, or why it asks nothing any more.

    `state` is one of: ask, answered (by this person), checked (by somebody else, meanwhile),
    closed (the sheet is not published any more), stranger (the person may not answer any more).
    """

    alliance: Alliance
    state: str
    answer: str = ""

    @property
    def since(self) -> str:
        """When the sheet was last known to be exact."""
        return since_words(self.alliance.freshness)

    @property
    def facts(self) -> str:
        """When it was checked, where it acts, how far it has come."""
        alliance = self.alliance
        places = ", ".join(dict.fromkeys(place.label for place in alliance.places.all()))
        years = ""
        if alliance.start_year or alliance.end_year:
            language = get_language() or "fr"
            years = year_span(alliance.start_year, alliance.end_year, language=language)
        stage = capital(str(alliance.get_stage_display()))
        return " · ".join(filter(None, [capital(self.since), places, stage, capital(years)]))

    @property
    def partners(self) -> str:
        """Who takes part in it."""
        return ", ".join(part.stated_name for part in self.alliance.participations.all())


def question(alliance: Alliance, person: User) -> Question:
    """Say what to ask somebody about a sheet today."""
    whole = Alliance.objects.for_sheet().get(pk=alliance.pk)
    if whole.editorial_state != EditorialState.PUBLISHED:
        return Question(whole, "closed")
    mine = Verification.objects.filter(
        alliance=whole, person=person, due_on__gt=year_before(timezone.localdate())
    )
    said = mine.exclude(answer="").order_by("-answered_at").first()
    if said:
        return Question(whole, "answered", said.answer)
    if not may_answer_for(person, whole):
        return Question(whole, "stranger")
    if not whole.freshness.is_due(timezone.localdate()):
        return Question(whole, "checked")
    return Question(whole, "ask")


def may_be_asked(person: User, url: str) -> bool:
    """Tell whether a person may still be asked about the sheet at this address, and need be."""
    slug = url.partition("#")[0].rstrip("/").rpartition("/")[2]
    due = Alliance.objects.published().due_for_check(timezone.localdate())
    alliance = due.filter(slug=slug).first()
    return alliance is not None and may_answer_for(person, alliance)


def answer_url(event: str) -> str:
    """The address of the page that answers, for the e-mail of an event; signed as it leaves."""
    key = event.split(":")[1]
    row = Verification.objects.filter(pk=key, person__isnull=False).first()
    if row is None:
        return ""
    with translation.override("fr"):
        return reverse("contribution:verify", args=[sign(row)])


def person_of(token: str) -> tuple[Alliance, User] | None:
    """Give the sheet and the person that a link was made for; None for one that is not ours."""
    try:
        row = read(token)
    except BadLinkError:
        return None
    return (row.alliance, row.person) if row.person and row.person.is_active else None


@dataclass(frozen=True)
class ToCheck:
    """A sheet that those who animate should see to."""

    alliance: Alliance
    answers: list[Verification]
    asked: list[Verification]

    @property
    def since(self) -> str:
        """When it was last known to be exact."""
        return since_words(self.alliance.freshness)

    @property
    def place(self) -> str:
        """Where the alliance acts."""
        return ", ".join(dict.fromkeys(place.label for place in self.alliance.places.all()))

    @property
    def last_asked(self) -> date | None:
        """The last day somebody was asked or reminded, this year."""
        days = [row.reminded_at or row.asked_at for row in self.asked if row.asked_at]
        return timezone.localdate(max(day for day in days if day)) if days else None

    @property
    def told(self) -> int:
        """How many people were asked this year."""
        return sum(row.asked_at is not None for row in self.asked)

    @property
    def is_orphan(self) -> bool:
        """Tell whether neither a partner nor an author can be asked."""
        return all(row.is_fallback for row in self.asked)


def sheets_to_check(user: Person) -> QuerySet[Alliance]:
    """Give what is due where a person animates, and what partners say of it; answers first."""
    today = timezone.localdate()
    said = Verification.objects.unsettled().filter(alliance=OuterRef("pk"))
    mine = sheets_animated_by(user).annotate(has_answer=Exists(said))
    due = Alliance.objects.due_for_check(today)
    found = mine.filter(has_answer=True) | mine.filter(pk__in=due.values("pk"))
    return found.order_by(
        "-has_answer", F("last_checked_on").asc(nulls_first=True), "created_at", "pk"
    )


def with_answers(alliances: QuerySet[Alliance]) -> QuerySet[Alliance]:
    """Read with sheets what a page of them shows, in a constant number of queries."""
    rows = Verification.objects.select_related("organisation").order_by("answered_at", "pk")
    places = Prefetch("places", AlliancePlace.objects.select_related("territory__department"))
    return alliances.prefetch_related("sources", places, Prefetch("verifications", queryset=rows))


def to_check(alliances: Iterable[Alliance]) -> list[ToCheck]:
    """Lay sheets out for those who animate; reads only what `with_answers` prefetched."""
    limit = year_before(timezone.localdate())
    return [
        ToCheck(
            alliance,
            [row for row in alliance.verifications.all() if row.is_unsettled],
            [row for row in alliance.verifications.all() if row.due_on > limit],
        )
        for alliance in alliances
    ]
