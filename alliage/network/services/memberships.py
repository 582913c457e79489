"""Join an organisation, answer those who ask to, change what they may do, leave."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.queries import verified_addresses
from alliage.accounts.services import record
from alliage.network import queries
from alliage.network.domains import shares_domain
from alliage.network.models import Membership, Organisation
from alliage.network.permissions import may_decide, may_manage_members, places_of
from alliage.notifications.services import notify

KIND = "network.membership"
MOST_REQUESTS = 20
Role, State, Way = Membership.Role, Membership.State, Membership.Way


class MembershipError(Exception):
    """What was asked of a membership cannot be done; the words are for the reader."""


@transaction.atomic
def request_membership(
    organisation: Organisation, *, by: User, message: str = "", role: str = Role.MEMBER
) -> Membership:
    """Ask to belong to an organisation; a verified address of its domain is answered at once.

    By domain, one becomes a representative only where there is none yet: later ones are made by
    those already there.
    """
    if organisation.is_collective:
        raise MembershipError(_("Ce nom désigne plusieurs organisations : il ne se rejoint pas."))
    # One request at a time for a person: two tabs do not make two.
    User.objects.select_for_update().get(pk=by.pk)
    kept = Membership.objects.filter(user=by, organisation=organisation).first()
    if kept and kept.state == State.ACTIVE:
        raise MembershipError(_("Vous appartenez déjà à cette organisation."))
    if kept and kept.state == State.REQUESTED:
        raise MembershipError(_("Votre demande est déjà enregistrée : elle attend une réponse."))
    if by.memberships.requested().count() >= MOST_REQUESTS:
        raise MembershipError(_("Vous avez trop de demandes en attente : patientez un peu."))
    membership = kept or Membership(user=by, organisation=organisation)
    membership.message, membership.role = message.strip(), Role(role)
    membership.state, membership.way = State.REQUESTED, Way.APPROVAL
    membership.created_at, membership.decided_at = timezone.now(), None
    # A refusal stands: after it, only a person decides.
    if not kept and shares_domain(verified_addresses(by), organisation.url):
        _accept_by_domain(membership)
    membership.save()
    record(f"network.membership_{membership.state}", organisation, by=by, details=_told(membership))
    _tell_deciders(membership)
    return membership


def _accept_by_domain(membership: Membership) -> None:
    has_none = not queries.representatives_of(membership.organisation).exists()
    wishes = membership.role == Role.REPRESENTATIVE
    membership.role = Role.REPRESENTATIVE if wishes and has_none else Role.MEMBER
    membership.state, membership.way = State.ACTIVE, Way.DOMAIN
    membership.decided_at = timezone.now()


@transaction.atomic
def accept_membership(membership: Membership, *, by: User, role: str = "") -> Membership:
    """Accept a request, as it was asked or with another role."""
    kept = _waiting(membership, by)
    kept.role = Role(role or kept.role)
    return _decide(kept, State.ACTIVE, by)


@transaction.atomic
def refuse_membership(membership: Membership, *, by: User) -> Membership:
    """Refuse a request; it may be asked again, and only people answer then."""
    return _decide(_waiting(membership, by), State.REFUSED, by)


def _waiting(membership: Membership, by: User) -> Membership:
    kept = _locked(membership)
    if not may_decide(by, kept):
        raise PermissionDenied
    if kept.state != State.REQUESTED:
        raise MembershipError(_("Cette demande a déjà reçu une réponse."))
    return kept


def _locked(membership: Membership) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).filter(pk=membership.pk)
    kept = found.select_related("organisation__territory", "user").first()
    if kept is None:
        raise MembershipError(_("Cette appartenance n’existe plus."))
    return kept


def _decide(kept: Membership, state: Membership.State, by: User) -> Membership:
    kept.state, kept.decided_at = state, timezone.now()
    kept.save()
    record(f"network.membership_{state}", kept.organisation, by=by, details=_told(kept))
    words = {
        State.ACTIVE: _("Vous appartenez désormais à l’organisation « %s »"),
        State.REFUSED: _("Votre demande pour l’organisation « %s » n’est pas acceptée"),
    }
    _tell([kept.user], kept, words[state] % kept.organisation, reverse("network:mine"))
    return kept


@transaction.atomic
def change_role(membership: Membership, *, by: User, role: str) -> Membership:
    """Make somebody a representative, or a member again; nobody changes their own role."""
    kept = _locked(membership)
    if not may_decide(by, kept):
        raise PermissionDenied
    if kept.state != State.ACTIVE:
        raise MembershipError(_("Cette personne n’appartient pas encore à l’organisation."))
    kept.role = Role(role)
    kept.save(update_fields=["role"])
    record("network.role_changed", kept.organisation, by=by, details=_told(kept))
    return kept


@transaction.atomic
def leave_organisation(membership: Membership, *, by: User) -> None:
    """End a membership or a request: one’s own, or that of another where one decides.

    Somebody sent away stays known as refused, else their address would open the door again.
    """
    kept = _locked(membership)
    if kept.user_id != by.pk and not may_manage_members(by, kept.organisation):
        raise PermissionDenied
    if kept.state == State.REFUSED:
        raise MembershipError(_("Cette appartenance a déjà pris fin."))
    record("network.membership_ended", kept.organisation, by=by, details=_told(kept))
    if kept.user_id == by.pk:
        kept.delete()
    else:
        kept.state, kept.decided_at = State.REFUSED, timezone.now()
        kept.save(update_fields=["state", "decided_at"])


def _told(membership: Membership) -> dict[str, object]:
    return {"membership": membership.pk, "role": membership.role, "way": membership.way}


def _tell_deciders(membership: Membership) -> None:
    organisation = membership.organisation
    deciders = [
        *queries.representatives_of(organisation),
        *queries.animators_of(places_of(organisation)),
    ]
    words = (
        _("Quelqu’un a rejoint l’organisation « %s » par son adresse e-mail")
        if membership.state == State.ACTIVE
        else _("Quelqu’un demande à rejoindre l’organisation « %s »")
    )
    others = [person for person in deciders if person.pk != membership.user_id]
    _tell(others, membership, words % organisation, members_url(organisation))


def members_url(organisation: Organisation) -> str:
    """The page where the members of an organisation are managed."""
    return reverse("network:members", args=[organisation.slug])


def _tell(to: Iterable[User], membership: Membership, title: str, url: str) -> None:
    moment = membership.decided_at or membership.created_at
    event = f"{KIND}.{membership.state}:{membership.pk}:{moment.timestamp():.0f}"
    notify(KIND, event=event, to=to, title=title, body="", url=url)
