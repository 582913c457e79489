"""Ask a partner, by e-mail, whether what is said of them is exact; take their answer.

A link proves who reads a mailbox, not whom they speak for. An answer counts at once when the
address is of the organisation's own domain, or when its own representative sent the invitation;
any other counts once somebody who animates accepts it.
"""

import hashlib
import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from alliage.accounts.models import JournalEntry, User
from alliage.accounts.queries import verified_addresses
from alliage.accounts.services import record
from alliage.calc.french import name_key
from alliage.capitalisation.models import Alliance, AlliancePlace, EditorialState
from alliage.contribution.models import Answer, Draft, InvitationState, PartnerInvitation
from alliage.contribution.models.invitations import LIFETIME
from alliage.contribution.permissions import (
    can_check_answer,
    can_handle_invitation,
    can_invite_partner,
    reviewers_of,
)
from alliage.contribution.queries.partners import Said, partners_said, partners_to_ask, said_of
from alliage.network.permissions import represents
from alliage.network.queries import animators_of, proves_by_domain
from alliage.notifications.services import notify, post

from .confirmations import keep_word
from .drafts import QUEUE_KIND, REVIEW_KIND, ContributionError

SALT = "alliage.contribution.partner_invitation"
VERB = "contribution.partner_invited"
MOST_A_DAY, MOST_SENDS = 20, 3
BETWEEN_SENDS = timedelta(days=1)


@transaction.atomic
def invite_partner(
    about: Alliance | Draft, key: str, *, by: User, address: str, message: str = ""
) -> PartnerInvitation:
    """Write to an address a link by which it says whether what is said of a partner is exact.

    Args:
        about: The sheet, or the draft that was sent.
        key: The partner, as `partners_said` names it.
        by: Who invites.
        address: Whose answer is asked; never one of the person who invites.
        message: A word of theirs.
    """
    if not can_invite_partner(by, about):
        raise ContributionError(_("Vous ne pouvez pas inviter de partenaire pour cette fiche."))
    said = next((one for one in partners_to_ask(about) if one.key == key), None)
    if said is None:
        raise ContributionError(_("Ce partenaire a déjà confirmé, ou n’est pas cité."))
    address = address.strip().lower()
    _refuse_needless(about, said, by, address)
    _refuse_floods(by)
    invitation = PartnerInvitation(
        partner=said.name, address=address, message=message.strip(), by=by
    )
    if isinstance(about, Draft):
        invitation.draft = about
    else:
        invitation.alliance, invitation.organisation = about, said.organisation
    _send(invitation, by)
    return invitation


def _refuse_needless(about: Alliance | Draft, said: Said, by: User, address: str) -> None:
    if address in {by.email.lower(), *verified_addresses(by)}:
        raise ContributionError(
            _("C’est votre adresse. Un partenaire confirme lui-même : écrivez à l’un des siens.")
        )
    same = Q(partner=said.name) if isinstance(about, Draft) else Q(organisation=said.organisation)
    kept = PartnerInvitation.objects.about(about).sent().filter(same, address=address)
    if kept.exists():
        raise ContributionError(_("Cette adresse est déjà invitée : renvoyez l’invitation."))


def _refuse_floods(by: User) -> None:
    # Two sendings at once are counted one after the other; an invitation taken back still counts.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    since = timezone.now() - timedelta(days=1)
    if JournalEntry.objects.filter(by=by, verb=VERB, at__gte=since).count() >= MOST_A_DAY:
        raise ContributionError(
            _("Vous avez envoyé %d invitations depuis hier : reprenez demain.") % MOST_A_DAY
        )


def _send(invitation: PartnerInvitation, by: User) -> None:
    """Write the e-mail, with a new secret: an older link stops working."""
    secret = secrets.token_urlsafe(24)
    invitation.digest, invitation.sent_at = _print(secret), timezone.now()
    invitation.save()
    about = invitation.about
    assert about is not None  # noqa: S101 - the database keeps it: about one thing
    record(VERB, about, by=by, details={"invitation": invitation.pk})
    names = {"who": by.name or _("Quelqu’un"), "what": invitation.partner, "sheet": about}
    words = [
        _(
            "%(who)s a cité « %(what)s » parmi les partenaires de l’alliance « %(sheet)s », sur "
            "Alliage, et vous demande si ce qui en est dit est exact. Le lien vaut trente jours et "
            "sert une fois ; il ne demande pas de compte. Si cela ne vous concerne pas, ne faites "
            "rien."
        )
        % names
    ]
    if invitation.message:
        words.append(_("Son mot : « %s »") % invitation.message)
    post(
        f"contribution.partner_invited:{invitation.pk}:{invitation.sends}",
        to=invitation.address,
        subject=_("Ce que l’on dit de « %s » est-il exact ?") % invitation.partner,
        body="\n\n".join(words),
        url=reverse("contribution:confirm", args=[_sign(invitation, secret)]),
    )


def _print(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _sign(invitation: PartnerInvitation, secret: str) -> str:
    return signing.dumps([invitation.pk, secret], salt=SALT)


@transaction.atomic
def send_invitation_again(invitation: PartnerInvitation, *, by: User) -> PartnerInvitation:
    """Write once more to who did not answer, after a day and a few times at most."""
    kept = _locked_invitation(invitation.pk)
    if not can_handle_invitation(by, kept):
        raise ContributionError(_("Cette invitation n’attend plus de réponse."))
    if kept.sends >= MOST_SENDS:
        raise ContributionError(_("Elle est déjà partie trois fois : essayez une autre adresse."))
    if timezone.now() - kept.sent_at < BETWEEN_SENDS:
        raise ContributionError(_("Elle est partie il y a moins d’un jour : attendez un peu."))
    _refuse_floods(by)
    kept.sends += 1
    _send(kept, by)
    return kept


@transaction.atomic
def revoke_invitation(invitation: PartnerInvitation, *, by: User) -> None:
    """Take an invitation back: its link stops working."""
    kept = _locked_invitation(invitation.pk)
    if not can_handle_invitation(by, kept):
        raise ContributionError(_("Cette invitation n’attend plus de réponse."))
    if kept.about is not None:
        details = {"invitation": kept.pk}
        record("contribution.partner_invitation_revoked", kept.about, by=by, details=details)
    kept.delete()


def _locked_invitation(pk: int) -> PartnerInvitation:
    rows = PartnerInvitation.objects.select_for_update(of=("self",))
    found = rows.select_related("draft", "alliance", "organisation", "by").filter(pk=pk).first()
    if found is None:
        raise ContributionError(_over())
    return found


def _over() -> str:
    return _("Ce lien n’est plus valable : il a servi, il a expiré ou il a été retiré.")


def read_invitation(token: str) -> tuple[PartnerInvitation, Said]:
    """Give the invitation of a link and what is said today of the partner.

    Raises:
        ContributionError: The link expired, was answered, replaced or taken back, or the sheet no
            longer speaks of the partner. All are told alike.
    """
    try:
        key, secret = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise ContributionError(_over()) from error
    rows = PartnerInvitation.objects.sent()
    found = rows.select_related("draft", "alliance", "organisation", "by").filter(pk=key).first()
    if found is None or not constant_time_compare(found.digest, _print(str(secret))):
        raise ContributionError(_over())
    said = said_of(found) if _stands(found) else None
    if said is None:
        raise ContributionError(_over())
    return found, said


def _stands(invitation: PartnerInvitation) -> bool:
    if invitation.draft is not None:
        return invitation.draft.submitted_at is not None and not invitation.draft.is_ended
    return (
        invitation.alliance is not None
        and invitation.alliance.editorial_state == EditorialState.PUBLISHED
    )


@transaction.atomic
def answer_invitation(token: str, *, read: str, request: str = "") -> PartnerInvitation:
    """Take the answer of who holds a link: exact, or the change that `request` says."""
    found, _said = read_invitation(token)
    # Two answers at once: the second finds the link used.
    _locked_invitation(found.pk)
    invitation, said = read_invitation(token)
    if said.print != read:
        raise ContributionError(_("La fiche a changé pendant que vous la lisiez : relisez-la."))
    invitation.answer = Answer.CHANGE if request.strip() else Answer.EXACT
    invitation.wording, invitation.request = read, request.strip()
    invitation.answered_at = timezone.now()
    is_vouched = _is_vouched(invitation, said)
    invitation.state = InvitationState.COUNTED if is_vouched else InvitationState.TO_CHECK
    _settle(invitation)
    _tell_answer(invitation)
    return invitation


def _is_vouched(invitation: PartnerInvitation, said: Said) -> bool:
    """Tell whether the organisation itself vouches for the answer."""
    if said.organisation is None:
        return False
    by = invitation.by
    return proves_by_domain(said.organisation, [invitation.address]) or (
        by is not None and represents(by, said.organisation)
    )


def _settle(invitation: PartnerInvitation, by: User | None = None) -> None:
    """Write what an answer is worth; one that counts becomes the partner's word on the sheet."""
    about, state = invitation.about, invitation.state
    assert about is not None  # noqa: S101 - the database keeps it: about one thing
    if state != InvitationState.TO_CHECK:
        invitation.address = ""
    invitation.save()
    details = {"invitation": invitation.pk, "answer": invitation.answer}
    record(f"contribution.partner_answer_{state}", about, by=by, details=details)
    if state == InvitationState.COUNTED and invitation.alliance and invitation.organisation:
        keep_word(
            invitation.alliance,
            invitation.organisation,
            by=None,
            read=invitation.wording,
            request=invitation.request,
        )


def _tell_answer(invitation: PartnerInvitation) -> None:
    """Tell who invited, and those who must check."""
    names = {"partner": invitation.partner, "sheet": invitation.about}
    if invitation.by is not None and invitation.about is not None:
        notify(
            REVIEW_KIND,
            event=f"contribution.partner_answered:{invitation.pk}",
            to=[invitation.by],
            title=_("%(partner)s a répondu : %(sheet)s") % names,
            url=invitation.about.get_absolute_url(),
        )
    if invitation.state == InvitationState.TO_CHECK:
        notify(
            QUEUE_KIND,
            event=f"contribution.partner_to_check:{invitation.pk}",
            to=_checkers(invitation),
            title=_("La réponse de %(partner)s est à vérifier : %(sheet)s") % names,
            url=reverse("contribution:queue"),
        )


def _checkers(invitation: PartnerInvitation) -> list[User]:
    if invitation.draft is not None:
        people = reviewers_of(invitation.draft)
    else:
        places = AlliancePlace.objects.filter(alliance=invitation.alliance)
        people = list(animators_of([p.territory for p in places.select_related("territory")]))
    return [person for person in people if person.pk != invitation.by_id]


@transaction.atomic
def check_answer(invitation: PartnerInvitation, *, by: User, is_accepted: bool) -> None:
    """Let the answer of an address that nothing vouches for count, or set it aside."""
    kept = _locked_invitation(invitation.pk)
    if not can_check_answer(by, kept):
        raise ContributionError(_("Cette réponse n’attend pas votre accord."))
    kept.state = InvitationState.COUNTED if is_accepted else InvitationState.DISMISSED
    _settle(kept, by)


def hand_answers_over(draft: Draft, alliance: Alliance) -> None:
    """Hand the invitations of a draft over to the sheet that it became, answers included.

    A partner whom the sheet does not name goes without; words that changed no longer hold.
    """
    named = {name_key(said.name): said.organisation for said in partners_said(alliance)}
    waiting = PartnerInvitation.objects.about(alliance).sent()
    for invitation in PartnerInvitation.objects.filter(draft=draft).select_for_update():
        organisation = named.get(name_key(invitation.partner))
        if organisation is None:
            invitation.delete()
            continue
        if invitation.is_waiting:
            waiting.filter(organisation=organisation, address=invitation.address).delete()
        invitation.draft, invitation.alliance = None, alliance
        invitation.organisation = organisation
        if invitation.state == InvitationState.COUNTED:
            _settle(invitation)
        else:
            invitation.save()
