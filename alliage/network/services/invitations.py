"""Invite somebody into an organisation by e-mail, with a signed link that expires."""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.queries import verified_addresses
from alliage.accounts.services import record
from alliage.network.models import Invitation, Membership, Organisation
from alliage.network.permissions import may_manage_members
from alliage.notifications.services import post

from .memberships import MembershipError

SALT = "alliage.network.invitation"
LIFETIME = timedelta(days=14)
MOST_INVITATIONS = 50
Role, State, Way = Membership.Role, Membership.State, Membership.Way


@transaction.atomic
def invite_member(
    organisation: Organisation, *, by: User, address: str, role: str = Role.MEMBER
) -> Invitation:
    """Write to an address a link by which its owner joins the organisation."""
    if not may_manage_members(by, organisation):
        raise PermissionDenied
    address = address.strip().lower()
    if organisation.memberships.active().filter(user__email=address).exists():
        raise MembershipError(_("Cette personne appartient déjà à l’organisation."))
    # A second invitation replaces the first, whose link stops working.
    organisation.invitations.filter(address=address).delete()
    if organisation.invitations.count() >= MOST_INVITATIONS:
        raise MembershipError(
            _("Cinquante invitations attendent déjà une réponse : retirez-en avant d’en envoyer.")
        )
    invitation = Invitation.objects.create(
        organisation=organisation, address=address, role=Role(role), by=by
    )
    record("network.member_invited", organisation, by=by, details={"invitation": invitation.pk})
    _send(invitation)
    return invitation


def _send(invitation: Invitation) -> None:
    who = invitation.by.name or _("Un de ses représentants")
    names = {"who": who, "what": invitation.organisation}
    post(
        f"network.invitation:{invitation.pk}",
        to=invitation.address,
        subject=_("Rejoignez « %s » sur Alliage") % invitation.organisation,
        body=_(
            "%(who)s vous invite à rejoindre l’organisation « %(what)s » sur Alliage. Le lien vaut "
            "quatorze jours. Si vous n’attendiez pas cette invitation, ne faites rien."
        )
        % names,
        url=reverse("network:invitation", args=[sign(invitation)]),
    )


def sign(invitation: Invitation) -> str:
    """Make the token of the link: it names the invitation and when it was sent."""
    return signing.dumps(invitation.pk, salt=SALT)


def read_invitation(token: str) -> Invitation:
    """Give the invitation of a link, unless it expired, was withdrawn or was used."""
    over = _("Cette invitation n’est plus valable : demandez-en une autre à l’organisation.")
    try:
        key = int(signing.loads(token, salt=SALT, max_age=LIFETIME))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise MembershipError(over) from error
    invitation = Invitation.objects.filter(pk=key).select_related("organisation", "by").first()
    if invitation is None or not may_manage_members(invitation.by, invitation.organisation):
        raise MembershipError(over)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Membership:
    """Join the organisation that a link names: with the very address that was invited."""
    invitation = read_invitation(token)
    if invitation.address not in {by.email, *verified_addresses(by)}:
        raise MembershipError(
            _("Cette invitation est pour une autre adresse e-mail que celle de votre compte.")
        )
    membership, is_new = Membership.objects.get_or_create(
        user=by, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    if is_new or membership.state != State.ACTIVE:
        membership.role = invitation.role
        membership.state, membership.way = State.ACTIVE, Way.INVITATION
        membership.decided_at = timezone.now()
        membership.save()
    details = {"membership": membership.pk, "role": membership.role, "way": membership.way}
    record("network.membership_active", invitation.organisation, by=by, details=details)
    invitation.delete()
    return membership


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back: its link stops working."""
    if not may_manage_members(by, invitation.organisation):
        raise PermissionDenied
    record(
        "network.invitation_withdrawn",
        invitation.organisation,
        by=by,
        details={"invitation": invitation.pk},
    )
    invitation.delete()
