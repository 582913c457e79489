"""Whatever refers to a person is in their export, and ends with their account."""

import json

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from alliage.accounts import registry
from alliage.accounts.models import User
from alliage.contribution.models import Draft, Revision
from alliage.curation import services as curation
from alliage.curation.models import Bookmark, Collection, Feedback
from tests.capitalisation.factories import AllianceFactory
from tests.conftest import PASSWORD
from tests.contribution.factories import DraftFactory, RevisionFactory

# Each model that refers to a person, and the part of the export that holds its rows.
HELD = {
    "accounts.JournalEntry": "accounts.journal",
    "accounts.Consent": "accounts.consents",
    "api.Token": "api.tokens",
    "contribution.CoAuthor": "contribution.coauthors",
    "contribution.Draft": "contribution.drafts",
    "contribution.ParticipationConfirmation": "contribution.signed",
    "contribution.PartnerInvitation": "contribution.invitations",
    "contribution.Remark": "contribution.signed",
    "contribution.Revision": "contribution.signed",
    "contribution.Verification": "contribution.verifications",
    "curation.Bookmark": "curation.bookmarks",
    "curation.Collection": "curation.collections",
    "curation.Feedback": "curation.feedback",
    "curation.SavedSearch": "curation.searches",
    "exchange.ColumnMapping": "exchange.columns",
    "exchange.ImportRun": "exchange.imports",
    "network.Animation": "network.animations",
    "network.Invitation": "network.memberships",
    "network.Membership": "network.memberships",
    "notifications.Mail": "notifications.mails",
    "notifications.Notification": "notifications.told",
    "notifications.Preference": "notifications.wishes",
}


def test_each_model_that_refers_to_a_person_is_in_their_export() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("alliage.")]
    referring = {
        model._meta.label
        for config in ours
        for model in config.get_models()
        if any(field.related_model is User for field in model._meta.concrete_fields)
    }
    assert referring == set(HELD)
    assert set(HELD.values()) <= {part.name for part in registry.personal_data()}


@pytest.mark.django_db
def test_what_was_published_survives_its_author(member: Client, member_user: User) -> None:
    alliance = AllianceFactory.create(title="Des toits")
    revision = RevisionFactory.create(alliance=alliance, by=member_user)
    DraftFactory.create(author=member_user, alliance=alliance)
    curation.keep(alliance, by=member_user)
    curation.create_collection(member_user, title="À lire", introduction="", is_kit=False)
    curation.give_feedback(alliance, is_useful=True, reason="Clair", by=member_user)
    export = json.loads(member.get(reverse("accounts:export")).content)
    assert "Des logements vides rouverts." in str(export), "drafts are there whole"
    assert "Clair" in str(export)
    page = member.get(reverse("accounts:my_data")).content.decode()
    assert "Mes brouillons" in page
    token = member.cookies["csrftoken"].value
    sent = {"proof": PASSWORD, "csrfmiddlewaretoken": token}
    assert member.post(reverse("accounts:erase"), sent).status_code == 302
    revision.refresh_from_db()
    assert revision.by is None
    assert Revision.objects.count() == 1
    assert not Draft.objects.exists()
    assert not Bookmark.objects.exists()
    assert not Collection.objects.exists()
    assert Feedback.objects.get().user is None
