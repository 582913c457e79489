"""Write a draft together: invite, join, leave; a draft outlives the account of its author."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import JournalEntry, User
from alliage.accounts.queries import verified_addresses
from alliage.accounts.services import record
from alliage.contribution.models import CoAuthor, Draft, DraftState
from alliage.contribution.permissions import can_remove_coauthor, can_share_draft
from alliage.contribution.queries.partners import partners_said
from alliage.network.models import Organisation
from alliage.network.permissions import is_member
from alliage.network.queries import representatives_of
from alliage.notifications.services import notify, post

from .drafts import REVIEW_KIND, ContributionError

SALT = "alliage.contribution.coauthor"
LIFETIME = timedelta(days=30)
VERB = "contribution.coauthor_invited"
MOST, MOST_A_DAY = 12, 20


@transaction.atomic
def invite_coauthor(
    draft: Draft, *, by: User, address: str = "", organisation: Organisation | None = None
) -> CoAuthor:
    """Invite somebody to write a draft: by their address, or through a partner of the draft.

    Through an organisation, its representatives are told, and any of its members may join: nobody
    learns from here who belongs to it.
    """
    current = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not can_share_draft(by, current):
        raise ContributionError(_("Seule la personne qui a commencé ce brouillon le partage."))
    address = address.strip().lower()
    if address in {by.email.lower(), *verified_addresses(by)}:
        raise ContributionError(_("C’est votre adresse : vous écrivez déjà ce brouillon."))
    # A second invitation replaces the first, whose link stops working.
    current.coauthors.filter(user=None, address=address, organisation=organisation).delete()
    _refuse_crowds(current, by)
    invited = CoAuthor.objects.create(draft=current, address=address, organisation=organisation)
    record(VERB, current, by=by, details={"coauthor": invited.pk})
    _send(invited, by)
    return invited


def _refuse_crowds(draft: Draft, by: User) -> None:
    if draft.coauthors.count() >= MOST:
        raise ContributionError(_("Un brouillon s’écrit à %d personnes au plus.") % (MOST + 1))
    since = timezone.now() - timedelta(days=1)
    if JournalEntry.objects.filter(by=by, verb=VERB, at__gte=since).count() >= MOST_A_DAY:
        raise ContributionError(
            _("Vous avez envoyé %d invitations depuis hier : reprenez demain.") % MOST_A_DAY
        )


def _send(invited: CoAuthor, by: User) -> None:
    names = {"who": by.name or _("Quelqu’un"), "what": invited.draft}
    title = _("%(who)s vous propose d’écrire « %(what)s » à plusieurs") % names
    body = _("Le lien vaut trente jours. Si cela ne vous concerne pas, ne faites rien.")
    url = reverse("contribution:join_draft", args=[sign_coauthor(invited)])
    event = f"{VERB}:{invited.pk}"
    if invited.organisation is None:
        post(event, to=invited.address, subject=title, body=body, url=url)
        return
    known = {said.organisation for said in partners_said(invited.draft)}
    people = [one for one in representatives_of(invited.organisation) if one.pk != by.pk]
    if invited.organisation not in known or not people:
        raise ContributionError(
            _("Personne ne représente cette organisation ici : invitez par e-mail.")
        )
    notify(REVIEW_KIND, event=event, to=people, title=title, body=body, url=url)


def sign_coauthor(invited: CoAuthor) -> str:
    """Make the token of the link: it names the invitation and when it was sent."""
    return signing.dumps(invited.pk, salt=SALT)


def read_coauthor(token: str) -> CoAuthor:
    """Give the invitation of a link, unless it expired, served, or its draft was published."""
    over = _("Cette invitation n’est plus valable : demandez-en une autre.")
    try:
        key = int(signing.loads(token, salt=SALT, max_age=LIFETIME))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise ContributionError(over) from error
    waiting = CoAuthor.objects.filter(pk=key, user=None)
    invited = waiting.select_related("draft__author", "organisation").first()
    if invited is None or not can_share_draft(invited.draft.author, invited.draft):
        raise ContributionError(over)
    return invited


@transaction.atomic
def join_draft(token: str, *, by: User) -> Draft:
    """Become a co-author: with the very address that was invited, or as a member."""
    invited = read_coauthor(token)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=invited.draft_id)
    invited = read_coauthor(token)
    if invited.organisation is not None:
        is_meant = is_member(by, invited.organisation)
    else:
        is_meant = invited.address in verified_addresses(by)
    if not is_meant:
        raise ContributionError(
            _("Cette invitation est pour quelqu’un d’autre que la personne de votre compte.")
        )
    if draft.author_id == by.pk or draft.coauthors.filter(user=by).exists():
        raise ContributionError(_("Vous écrivez déjà ce brouillon."))
    invited.user, invited.joined_at = by, timezone.now()
    invited.address, invited.organisation = "", None
    invited.save()
    record("contribution.coauthor_joined", draft, by=by)
    notify(
        REVIEW_KIND,
        event=f"contribution.coauthor_joined:{invited.pk}",
        to=[draft.author],
        title=_("%(who)s écrit désormais avec vous : %(what)s") % {"who": by, "what": draft},
        url=draft.get_absolute_url(),
    )
    return draft


@transaction.atomic
def remove_coauthor(row: CoAuthor, *, by: User) -> None:
    """Take somebody, or an invitation, out of a draft; a co-author leaves by themselves."""
    if not can_remove_coauthor(by, row):
        raise ContributionError(_("Seule la personne qui a commencé ce brouillon le partage."))
    record("contribution.coauthor_removed", row.draft, by=by, details={"coauthor": row.pk})
    if row.user is not None and row.user_id != by.pk:
        notify(
            REVIEW_KIND,
            event=f"contribution.coauthor_removed:{row.pk}",
            to=[row.user],
            title=_("Vous n’écrivez plus ce brouillon : %s") % row.draft,
        )
    row.delete()


@transaction.atomic
def leave_drafts(user: User) -> None:
    """Hand the drafts of a person over to a co-author; those that nobody shares end with them."""
    CoAuthor.objects.filter(user=user).delete()
    CoAuthor.objects.filter(address=user.email.lower()).delete()
    shared = CoAuthor.objects.filter(draft__author=user, user__is_active=True)
    for draft in Draft.objects.filter(author=user, coauthors__in=shared).distinct():
        _hand_over(draft)
    Draft.objects.filter(author=user).delete()


def _hand_over(draft: Draft) -> None:
    joined = draft.coauthors.filter(user__is_active=True).select_related("user")
    rows = list(joined.order_by("joined_at", "pk"))
    busy = set(
        Draft.objects.open().filter(alliance=draft.alliance).values_list("author_id", flat=True)
        if draft.alliance
        else []
    )
    heir = next((row for row in rows if row.user_id not in busy), rows[0])
    if draft.is_open and heir.user_id in busy:
        # A person corrects a sheet once at a time: they may take this text up when they are done.
        draft.state = DraftState.WITHDRAWN
    assert heir.user is not None  # noqa: S101 - only those who joined were read
    draft.author = heir.user
    heir.delete()
    draft.save(update_fields=["author", "state", "updated_at"])
    record("contribution.draft_handed_over", draft)
    notify(
        REVIEW_KIND,
        event=f"contribution.draft_handed_over:{draft.pk}:{draft.author_id}",
        to=[draft.author],
        title=_("Ce brouillon est désormais le vôtre : %s") % draft,
        body=_("La personne qui l’avait commencé a fermé son compte."),
        url=draft.get_absolute_url(),
    )
