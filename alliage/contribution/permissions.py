"""Who may see, write, read for publication and publish what is told."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, AllianceQuerySet, EditorialState
from alliage.network.models import Animation, Membership, Organisation
from alliage.network.permissions import Person, animates, holders, is_administrator
from alliage.territories.models import Level

from .models import CoAuthor, Draft, DraftState, InvitationState, PartnerInvitation

UNDO_FOR = timedelta(hours=1)


def can_contribute(user: Person) -> bool:
    """Everybody with an account may tell an alliance, and propose a correction."""
    return bool(user.is_authenticated and user.is_active)


def writes_draft(user: Person, draft: Draft) -> bool:
    """Tell whether the person is its author, or a co-author who accepted."""
    if not user.is_authenticated or not can_contribute(user):
        return False
    return draft.author_id == user.pk or CoAuthor.objects.filter(draft=draft, user=user).exists()


def can_share_draft(user: Person, draft: Draft) -> bool:
    """Its author invites co-authors, as long as it is neither published nor ended."""
    return can_contribute(user) and draft.author_id == user.pk and draft.is_open


def can_remove_coauthor(user: Person, row: CoAuthor) -> bool:
    """The author takes anybody out; a co-author leaves."""
    if not can_contribute(user):
        return False
    return row.draft.author_id == user.pk or (row.user_id is not None and row.user_id == user.pk)


def can_edit_draft(user: Person, draft: Draft) -> bool:
    """Those who write it do so as long as it is not being read."""
    return draft.is_editable and writes_draft(user, draft)


def can_withdraw_draft(user: Person, draft: Draft) -> bool:
    """Its author takes it back, read or not, until it is published."""
    return can_contribute(user) and draft.author_id == user.pk and draft.is_open


def can_take_up_draft(user: Person, draft: Draft) -> bool:
    """Those who wrote it begin again from one that was abandoned, or not kept."""
    return draft.is_ended and writes_draft(user, draft)


def can_see_draft(user: Person, draft: Draft) -> bool:
    """Those who write it always see it; those who animate its territory, once it was sent."""
    if not can_contribute(user):
        return False
    return writes_draft(user, draft) or (
        draft.submitted_at is not None and _animates_draft(user, draft)
    )


def can_review_draft(user: Person, draft: Draft) -> bool:
    """Those who animate its territory read it, once it was sent to them."""
    return draft.state == DraftState.SUBMITTED and _animates_draft(user, draft)


def _animates_draft(user: Person, draft: Draft) -> bool:
    return animates(user, [draft.territory] if draft.territory else [])


def can_undo_publication(user: Person, draft: Draft) -> bool:
    """Those who animate take a publication back for an hour, unless the sheet changed since."""
    if draft.state != DraftState.ACCEPTED or draft.alliance is None or draft.decided_at is None:
        return False
    if draft.decided_at + UNDO_FOR < timezone.now() or not can_manage_sheet(user, draft.alliance):
        return False
    others = Draft.objects.open().filter(author=draft.author_id, alliance=draft.alliance)
    newer = draft.alliance.revisions.filter(at__gt=draft.decided_at)
    is_live = draft.alliance.editorial_state == EditorialState.PUBLISHED
    return is_live and not others.exists() and not newer.exists()


def can_manage_sheet(user: Person, alliance: Alliance) -> bool:
    """Those who animate one of its territories restore or archive a published sheet."""
    places = alliance.places.select_related("territory")
    return animates(user, [place.territory for place in places])


def can_invite_partner(user: Person, about: Alliance | Draft) -> bool:
    """Its authors, the representatives of its partners and those who animate invite a partner.

    A draft was sent first: what nobody was shown yet is not for partners to confirm.
    """
    if not user.is_authenticated or not can_contribute(user):
        return False
    if isinstance(about, Draft):
        is_sent = about.submitted_at is not None and about.is_open
        return is_sent and (writes_draft(user, about) or _animates_draft(user, about))
    if about.editorial_state != EditorialState.PUBLISHED:
        return False
    told = Draft.objects.of(user).filter(alliance=about, state=DraftState.ACCEPTED)
    speaks = Membership.objects.filter(
        user=user,
        state=Membership.State.ACTIVE,
        role=Membership.Role.REPRESENTATIVE,
        organisation__participations__alliance=about,
    )
    return told.exists() or speaks.exists() or can_manage_sheet(user, about)


def can_see_invitations(user: Person, about: Alliance | Draft) -> bool:
    """Those who animate see to whom others wrote; the rest see their own letters alone."""
    if isinstance(about, Draft):
        return _animates_draft(user, about)
    return can_manage_sheet(user, about)


def can_handle_invitation(user: Person, invitation: PartnerInvitation) -> bool:
    """Who sent it, and those who animate, send it again or take it back while it waits."""
    if not can_contribute(user) or not invitation.is_waiting:
        return False
    return invitation.by_id == user.pk or _animates_invitation(user, invitation)


def can_check_answer(user: Person, invitation: PartnerInvitation) -> bool:
    """Those who animate let the answer of an unknown address count: never one they sent for."""
    if invitation.state != InvitationState.TO_CHECK or not _animates_invitation(user, invitation):
        return False
    return is_administrator(user) or invitation.by_id != user.pk


def _animates_invitation(user: Person, invitation: PartnerInvitation) -> bool:
    if invitation.draft is not None:
        return _animates_draft(user, invitation.draft)
    return invitation.alliance is not None and can_manage_sheet(user, invitation.alliance)


def reviewable_by(user: Person) -> QuerySet[Draft]:
    """Give the drafts that wait for this person's reading, the oldest first."""
    waiting = Draft.objects.submitted().select_related(
        "author", "alliance", "territory__department"
    )
    return waiting.filter(_within_reach(user, "territory"))


def answers_to_check(user: Person) -> QuerySet[PartnerInvitation]:
    """Give the answers by e-mail that this person may let count, the oldest first."""
    waiting = PartnerInvitation.objects.to_check().select_related("alliance", "draft")
    if not is_administrator(user):
        waiting = waiting.exclude(by=user.pk)
    reach = _within_reach(user, "draft__territory")
    return waiting.filter(reach | _within_reach(user, "alliance__places__territory")).distinct()


def sheets_animated_by(user: Person) -> AllianceQuerySet:
    """Give the published sheets of the territories that a person animates."""
    scope = _within_reach(user, "places__territory")
    # By their keys: a sheet that acts in two of these places is there once.
    inside = Alliance.objects.filter(scope).values("pk")
    return Alliance.objects.published().filter(pk__in=inside)


def may_answer_for(user: Person, alliance: Alliance) -> bool:
    """Tell whether somebody knows a sheet: its partners, who last told it, who animates there."""
    if not user.is_authenticated or not user.is_active:
        return False
    if partners_of(user, alliance).exists():
        return True
    last = alliance.revisions.first()
    return bool(last and last.by_id == user.pk) or can_manage_sheet(user, alliance)


def partners_of(user: User, alliance: Alliance) -> QuerySet[Organisation]:
    """Give the partners of an alliance that a person belongs to, as somebody entitled accepted."""
    joined = user.memberships.active().values("organisation")
    named = alliance.participations.values("organisation")
    return Organisation.objects.filter(pk__in=joined).filter(pk__in=named).order_by("pk")


def _within_reach(user: Person, place: str) -> Q:
    """Say which rows are where a person animates, by the path to their territory."""
    nothing, everything = Q(pk__in=[]), Q()
    if not user.is_authenticated or not user.is_active:
        return nothing
    if user.is_superuser:
        return everything
    animations = Animation.objects.filter(user=user).select_related("territory")
    scopes = [animation.territory for animation in animations]
    if None in scopes:
        return everything
    if any(scope and scope.level == Level.COUNTRY for scope in scopes):
        return Q(**{f"{place}__isnull": False})
    keys = [scope.pk for scope in scopes if scope]
    reach = Q(**{f"{place}__in": keys})
    for larger in ("epci", "department", "region"):
        reach |= Q(**{f"{place}__{larger}__in": keys})
    return reach


def writers_of(draft: Draft) -> list[User]:
    """Give the author of a draft, then its co-authors."""
    joined = draft.coauthors.filter(user__isnull=False).values("user")
    return [draft.author, *User.objects.filter(pk__in=joined).order_by("pk")]


def reviewers_of(draft: Draft) -> list[User]:
    """Give those who animate the territory of a draft, or the instance."""
    scopes = holders(draft.territory) if draft.territory else set()
    entitled = Animation.objects.filter(Q(territory=None) | Q(territory__in=scopes))
    people = User.objects.filter(is_active=True, animations__in=entitled)
    return list(people.distinct().order_by("pk"))
