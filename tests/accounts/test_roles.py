"""People are known by their address; roles give rights, and only those."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from alliage.accounts.models import User
from alliage.accounts.services import define_role, give_role
from alliage.network.models import Organisation

PHRASE = "une phrase de plusieurs mots"
pytestmark = pytest.mark.django_db


def test_an_address_is_found_however_it_was_typed() -> None:
    user = User.objects.create_user("  Anne.LE-GOFF@Exemple.FR ", PHRASE)
    assert user.email == "anne.le-goff@exemple.fr"
    assert authenticate(username="anne.le-goff@exemple.fr", password=PHRASE) == user


def test_two_accounts_cannot_share_an_address() -> None:
    User.objects.create_user("anne@exemple.fr")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANNE@exemple.fr")


def test_the_base_itself_refuses_capitals() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Anne@exemple.fr")


def test_a_person_is_shown_by_name_or_else_by_address() -> None:
    assert str(User(email="anne@exemple.fr", name="Anne")) == "Anne"
    assert str(User(email="anne@exemple.fr")) == "anne@exemple.fr"


def test_an_ordinary_account_may_do_nothing_in_the_administration() -> None:
    user = User.objects.create_user("anne@exemple.fr")
    assert not user.is_staff
    assert user.get_all_permissions() == set()


def test_a_role_gives_its_verbs_on_its_models_and_nothing_else() -> None:
    role = define_role("Essai", on=[Organisation], verbs=["view", "change"])
    user = give_role(User.objects.create_user("anne@exemple.fr"), role=role)
    assert User.objects.get(pk=user.pk).is_staff
    assert user.get_all_permissions() == {
        "network.view_organisation",
        "network.change_organisation",
    }


def test_giving_a_role_twice_changes_nothing() -> None:
    role = define_role("Essai", on=[Organisation])
    user = User.objects.create_user("anne@exemple.fr")
    give_role(user, role=role)
    give_role(user, role=role)
    assert user.groups.count() == 1
