"""What is held about a person: said, exported, allowed, taken back, erased."""

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alliage.accounts import queries, registry, services
from alliage.accounts.commands import retention
from alliage.accounts.models import Consent, JournalEntry, User
from alliage.accounts.services import AccountError
from alliage.network.models import Invitation, Membership
from alliage.network.services import request_membership
from tests.conftest import PASSWORD
from tests.network.factories import OrganisationFactory
from tests.network.people import Role, State, animates, belongs, browser, person

pytestmark = pytest.mark.django_db


# --- Consent ---------------------------------------------------------------------------------
def test_every_purpose_has_dated_versions_in_order() -> None:
    for purpose in registry.purposes().values():
        dates = [wording.date for wording in purpose.versions]
        assert dates == sorted(dates)
        assert len({wording.version for wording in purpose.versions}) == len(dates)


def test_consent_is_added_never_overwritten(member_user: User) -> None:
    first = services.give_consent(member_user, purpose="contact")
    assert services.give_consent(member_user, purpose="contact") == first
    services.withdraw_consent(member_user, purpose="contact")
    services.withdraw_consent(member_user, purpose="contact")
    assert not queries.has_consented(member_user, "contact")
    second = services.give_consent(member_user, purpose="contact")
    assert queries.has_consented(member_user, "contact")
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(member_user.consents.all()) == [second, first]
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"accounts.consent_{v}" for v in ("given", "withdrawn", "given")]


def test_new_words_are_asked_again(member_user: User, member: Client) -> None:
    old = Consent.objects.create(user=member_user, purpose="contact", wording_version="0")
    assert not queries.has_consented(member_user, "contact")
    assert "le texte a changé" in member.get(reverse("accounts:my_data")).content.decode()
    services.give_consent(member_user, purpose="contact")
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert queries.has_consented(member_user, "contact")


def test_an_unknown_purpose_is_refused(member_user: User) -> None:
    url = reverse("accounts:consent", args=["vendre"])
    browser(member_user).post(url, {"choice": "give"})
    assert not Consent.objects.exists()
    with pytest.raises(AccountError, match="finalité"):
        services.give_consent(member_user, purpose="vendre")


def test_one_allows_and_takes_back_on_the_page(member_user: User) -> None:
    client, url = browser(member_user), reverse("accounts:consent", args=["studies"])
    client.post(url, {"choice": "give"})
    assert "Retirer mon accord" in client.get(reverse("accounts:my_data")).content.decode()
    client.post(url, {"choice": "withdraw"})
    assert "retiré le" in client.get(reverse("accounts:my_data")).content.decode()
    assert client.get(url).status_code == 405


# --- The page and the export -------------------------------------------------------------------
@pytest.mark.parametrize("name", ["my_data", "export", "erase"])
def test_a_visitor_is_asked_to_sign_in(name: str, visitor: Client) -> None:
    assert "next=" in visitor.get(reverse(f"accounts:{name}")).headers["Location"]


def test_the_export_holds_what_is_held_and_nothing_of_others(member_user: User) -> None:
    organisation = OrganisationFactory.create(name="Nous")
    request_membership(organisation, by=member_user, message="C’est moi")
    request_membership(organisation, by=person("Tiers"), message="Un autre")
    services.give_consent(member_user, purpose="contact")
    answer = browser(member_user).get(reverse("accounts:export"))
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    assert "Un autre" not in text
    assert "tiers@exemple.fr" not in text
    assert member_user.password not in text
    data = json.loads(text)["data"]
    assert set(data) == {kind.name for kind in registry.personal_data()}
    assert data["accounts.account"][0]["email"] == member_user.email
    assert data["network.memberships"][0]["message"] == "C’est moi"
    assert data["accounts.consents"][0]["text"]
    verbs = {row["verb"] for row in data["accounts.journal"]}
    assert verbs == {"network.membership_requested", "accounts.consent_given"}


def test_the_page_says_what_why_and_how_long(member: Client) -> None:
    html = member.get(reverse("accounts:my_data")).content.decode()
    for data in registry.personal_data():
        assert str(data.label) in html
    assert html.count("<tr") == len(registry.rules()) + 1
    assert all(rule.why for rule in registry.rules())


# --- Erasure -----------------------------------------------------------------------------------
def test_an_account_is_erased_and_what_it_did_survives(member_user: User) -> None:
    organisation = OrganisationFactory.create()
    belongs(member_user, organisation, Role.REPRESENTATIVE)
    animates(member_user)
    Invitation.objects.create(organisation=organisation, address="x@y.fr", by=member_user)
    Invitation.objects.create(
        organisation=organisation, address=member_user.email, by=person("Autre")
    )
    entry = services.record("essai.fait", organisation, by=member_user)
    client = browser(member_user)
    wrong = client.post(reverse("accounts:erase"), {"proof": "non"})
    assert "rien n’est effacé" in wrong.content.decode()
    done = client.post(reverse("accounts:erase"), {"proof": PASSWORD}, follow=True)
    assert "Votre compte est effacé" in done.content.decode()
    assert "next=" in client.get(reverse("accounts:my_data")).headers["Location"]
    assert not User.objects.filter(pk=member_user.pk).exists()
    assert not Membership.objects.exists()
    assert not Invitation.objects.exists()
    entry.refresh_from_db()
    assert (entry.by, entry.verb) == (None, "essai.fait")
    assert JournalEntry.objects.filter(verb="accounts.erased", about_label="", by=None).exists()
    assert User.objects.create_user("membre@exemple.fr"), "the address is free again"


def test_without_a_password_the_address_is_typed(db: None) -> None:
    user = person("Anne")
    assert "Votre adresse e-mail" in browser(user).get(reverse("accounts:erase")).content.decode()
    with pytest.raises(AccountError):
        services.erase_account(user, by=user, proof="")
    services.erase_account(user, by=user, proof="Anne@Exemple.fr ")
    assert not User.objects.filter(pk=user.pk).exists()


def test_nobody_erases_another(member_user: User, administrator_user: User) -> None:
    with pytest.raises(PermissionDenied):
        services.erase_account(member_user, by=administrator_user, proof=PASSWORD)


def test_the_last_administrator_stays(administrator_user: User) -> None:
    with pytest.raises(AccountError, match="nommez d’abord"):
        services.erase_account(administrator_user, by=administrator_user, proof=PASSWORD)
    User.objects.create_superuser("autre@exemple.fr")
    services.erase_account(administrator_user, by=administrator_user, proof=PASSWORD)


def test_where_something_published_holds_the_account_it_is_anonymised(
    member_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: User) -> None:
        raise ProtectedError("held", set())

    monkeypatch.setattr(User, "delete", refuse)
    services.give_consent(member_user, purpose="contact")
    services.confirm_address(member_user)
    services.erase_account(member_user, by=member_user, proof=PASSWORD)
    assert queries.verified_addresses(member_user) == set()
    member_user.refresh_from_db()
    assert (member_user.name, member_user.is_active) == ("", False)
    assert member_user.email.endswith("@compte.invalid")
    assert not member_user.has_usable_password()
    assert not Consent.objects.exists()


# --- Retention ---------------------------------------------------------------------------------
def long_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


def refused(days: int) -> Membership:
    return Membership.objects.create(
        user=person(f"Refus{days}"),
        organisation=OrganisationFactory.create(),
        state=State.REFUSED,
        decided_at=long_ago(days),
    )


def test_what_has_had_its_time_ends_and_the_rest_stays() -> None:
    refused(366)
    kept = refused(364)
    Session.objects.create(session_key="a", expire_date=long_ago(1))
    Session.objects.create(session_key="b", expire_date=timezone.now() + timedelta(days=1))
    old = Invitation.objects.create(organisation=kept.organisation, address="x@y.fr", by=kept.user)
    Invitation.objects.filter(pk=old.pk).update(created_at=long_ago(31))
    told = CliRunner().invoke(retention, ["--dry-run"])
    assert "network.refused · Demande d’appartenance refusée : 1" in told.output
    assert Membership.objects.count() == 2
    done = {rule.name: count for rule, count in services.apply_retention()}
    assert (done["network.refused"], done["accounts.sessions"], done["network.invitations"]) == (
        1,
        1,
        1,
    )
    assert list(Membership.objects.all()) == [kept]
    assert Session.objects.get().session_key == "b"
    assert not any(count for _, count in services.apply_retention()), "twice is once"


def test_an_account_never_confirmed_goes_after_a_month() -> None:
    stale, fresh, proven, used = (person(n) for n in ("Vieux", "Neuf", "Prouvé", "Entré"))
    User.objects.exclude(pk=fresh.pk).update(joined_at=long_ago(31))
    User.objects.filter(pk=used.pk).update(last_login=long_ago(31))
    services.confirm_address(proven)
    services.apply_retention()
    assert set(User.objects.all()) == {fresh, proven, used}
    assert stale not in User.objects.all()


def test_the_journal_forgets_authors_after_its_time(member_user: User) -> None:
    services.record("a.b", member_user, by=member_user)
    JournalEntry.objects.bulk_create(
        [JournalEntry(verb="a.b", about_kind="x", about_key="1", by=member_user)]
    )
    rows = queries.old_signed_entries(timezone.now() + timedelta(days=1))
    assert rows.count() == 2
    rule = next(rule for rule in registry.rules() if rule.name == "accounts.journal")
    rule.end(rows)
    assert JournalEntry.objects.filter(by=None).count() == 2


def test_old_withdrawn_consents_go(member_user: User) -> None:
    Consent.objects.create(
        user=member_user,
        purpose="contact",
        wording_version="1",
        given_at=long_ago(3000),
        withdrawn_at=long_ago(2000),
    )
    services.give_consent(member_user, purpose="contact")
    services.apply_retention()
    assert Consent.objects.get().withdrawn_at is None


def test_rules_without_code_and_code_without_rules_are_refused(tmp_path: Any) -> None:
    path = tmp_path / "retention.yaml"
    path.write_text("- {name: a.b, what: x, days: 1, why: y}\n")
    with pytest.raises(ValueError, match="same rules"):
        services.register_retention(path, {})
