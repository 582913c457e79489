"""An export goes on to the last answer, however many strides that takes."""

import pytest
from django.http import QueryDict

from alliage.search.queries import FacetedList, listing


@pytest.mark.django_db
def test_an_export_holds_every_answer(monkeypatch: pytest.MonkeyPatch, site_index: object) -> None:
    whole = FacetedList("alliance", [], QueryDict(), page_size=0).slugs
    monkeypatch.setattr(listing, "EXPORT_STRIDE", 2)
    by_strides = FacetedList("alliance", [], QueryDict("page=7"), page_size=0).slugs
    assert by_strides == whole
    assert len(whole) == len(set(whole)) > 4
