"""The geography in the admin: readable, searchable, never editable."""

import pytest
from django.test import Client

from alliage.territories.models import Territory

pytestmark = pytest.mark.usefixtures("geography")


@pytest.mark.parametrize(
    ("model", "words", "code"),
    [("territory", "courcouronnes", "91228"), ("formercommune", "vaubadon", "14727")],
)
def test_the_geography_is_read_and_searched(
    administrator: Client, model: str, words: str, code: str
) -> None:
    listed = administrator.get(f"/admin/territories/{model}/", {"q": words})
    assert listed.status_code == 200
    assert code in listed.content.decode()


def test_a_territory_is_shown_without_any_way_to_change_it(administrator: Client) -> None:
    angers = Territory.objects.get(level="commune", code="49007")
    address = f"/admin/territories/territory/{angers.pk}/change/"
    assert 'name="_save"' not in administrator.get(address).content.decode()
    assert administrator.post(address, {"name": "Anger"}).status_code == 403
    assert administrator.get("/admin/territories/territory/add/").status_code == 403


def test_the_admin_is_closed_to_visitors(visitor: Client) -> None:
    assert visitor.get("/admin/territories/territory/").status_code == 302
