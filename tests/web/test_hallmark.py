"""The hallmark: one tile per partner, in the order of the worlds, said in words."""

from dataclasses import dataclass
from time import perf_counter

import pytest
from django.utils import translation

from alliage.web import hallmark


@dataclass
class Partner:
    world: str


def test_tiles_follow_the_order_of_the_worlds() -> None:
    html = hallmark.hallmark_html(["public", "associative", "economic", "associative"])
    tiles = [part.split('"')[0] for part in html.split('class="world--')[1:]]
    assert tiles == ["associative", "associative", "economic", "public"]


@pytest.mark.parametrize(
    "partners",
    [
        ["associative", "associative", "public"],
        [("public", 1), ("associative", 2)],
        [Partner("public"), Partner("associative"), Partner("associative")],
    ],
    ids=["worlds", "pairs", "objects"],
)
def test_partners_may_be_worlds_pairs_or_objects(partners: list[object]) -> None:
    assert hallmark.counted(partners) == (("associative", 2), ("public", 1))


def test_an_unknown_world_is_told_as_another() -> None:
    assert hallmark.counted(["martien"]) == (("other", 1),)


@pytest.mark.parametrize(
    ("partners", "words"),
    [
        ([], "Aucun partenaire"),
        (["public"], "1 partenaire\u00a0: 1 du monde public"),
        (["other"], "1 partenaire\u00a0: 1 autre"),
        (
            [("associative", 2), ("economic", 1), ("other", 2)],
            "5 partenaires\u00a0: 2 du monde associatif, 1 du monde économique, 2 autres",
        ),
    ],
)
def test_it_is_said_in_words(partners: list[object], words: str) -> None:
    assert hallmark.hallmark_label(hallmark.counted(partners)) == words
    assert f'aria-label="{words}"' in hallmark.hallmark_html(partners)


def test_each_language_has_its_own_words() -> None:
    french = hallmark.hallmark_html(["public"])
    with translation.override("en"):
        hallmark.hallmark_html(["public"])
    assert hallmark.hallmark_html(["public"]) == french


def test_twenty_results_of_eight_partners_cost_next_to_nothing() -> None:
    lists = [["associative"] * (k % 5) + ["public"] * (8 - k % 5) for k in range(20)]
    for partners in lists:
        hallmark.hallmark_html(partners)

    def once() -> float:
        start = perf_counter()
        for partners in lists:
            hallmark.hallmark_html(partners)
        return perf_counter() - start

    assert min(once() for _ in range(5)) < 0.002
