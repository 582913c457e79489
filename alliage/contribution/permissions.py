"""Who may see, write, read for publication and publish what is told."""

from django.db.models import Q, QuerySet

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.network.models import Animation
from alliage.network.permissions import Person, animates, holders
from alliage.territories.models import Level

from .models import Draft, DraftState


def can_contribute(user: Person) -> bool:
    """Everybody with an account may tell an alliance, and propose a correction."""
    return bool(user.is_authenticated and user.is_active)


def can_edit_draft(user: Person, draft: Draft) -> bool:
    """Its author writes in it, as long as it is not being read."""
    return can_contribute(user) and draft.author_id == user.pk and draft.is_editable


def can_withdraw_draft(user: Person, draft: Draft) -> bool:
    """Its author takes it back, read or not, until it is published."""
    is_open = draft.is_editable or draft.state == DraftState.SUBMITTED
    return can_contribute(user) and draft.author_id == user.pk and is_open


def can_take_up_draft(user: Person, draft: Draft) -> bool:
    """Its author begins again from one that was abandoned, or not kept."""
    return can_contribute(user) and draft.author_id == user.pk and draft.is_ended


def can_see_draft(user: Person, draft: Draft) -> bool:
    """Its author always sees it; those who animate its territory, once it was sent to them."""
    if not can_contribute(user):
        return False
    return draft.author_id == user.pk or (
        draft.submitted_at is not None and _animates_draft(user, draft)
    )


def can_review_draft(user: Person, draft: Draft) -> bool:
    """Those who animate its territory read it, once it was sent to them."""
    return draft.state == DraftState.SUBMITTED and _animates_draft(user, draft)


def _animates_draft(user: Person, draft: Draft) -> bool:
    return animates(user, [draft.territory] if draft.territory else [])


def can_manage_sheet(user: Person, alliance: Alliance) -> bool:
    """Those who animate one of its territories restore or archive a published sheet."""
    places = alliance.places.select_related("territory")
    return animates(user, [place.territory for place in places])


def reviewable_by(user: Person) -> QuerySet[Draft]:
    """Give the drafts that wait for this person's reading, the oldest first."""
    waiting = Draft.objects.submitted().select_related(
        "author", "alliance", "territory__department"
    )
    if not user.is_authenticated or not user.is_active:
        return waiting.none()
    if user.is_superuser:
        return waiting
    animations = Animation.objects.filter(user=user).select_related("territory")
    scopes = [animation.territory for animation in animations]
    if None in scopes:
        return waiting
    keys = [scope.pk for scope in scopes if scope]
    if any(scope and scope.level == Level.COUNTRY for scope in scopes):
        return waiting.filter(territory__isnull=False)
    return waiting.filter(
        Q(territory__in=keys)
        | Q(territory__epci__in=keys)
        | Q(territory__department__in=keys)
        | Q(territory__region__in=keys)
    )


def reviewers_of(draft: Draft) -> list[User]:
    """Give those who animate the territory of a draft, or the instance."""
    scopes = holders(draft.territory) if draft.territory else set()
    entitled = Animation.objects.filter(Q(territory=None) | Q(territory__in=scopes))
    people = User.objects.filter(is_active=True, animations__in=entitled)
    return list(people.distinct().order_by("pk"))
