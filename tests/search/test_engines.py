"""The contract of the port: whatever engine answers, readers find the same things."""

import pytest

from alliage.search.models import Engine, Query

from .factories import document, shelf


def slugs(engine: Engine, text: str = "", **query: object) -> list[str]:
    return [hit.slug for hit in engine.search(Query(text, **query)).hits]  # type: ignore[arg-type]


def test_nothing_indexed_answers_nothing(empty_engine: Engine) -> None:
    assert not empty_engine.is_ready()
    assert empty_engine.search(Query("oiseaux")).total == 0
    assert empty_engine.similar(shelf()[0], {"domaine": 1}, 3) == ()
    empty_engine.delete("alliance", ["oiseaux"])


def test_index_says_how_many_and_is_ready(empty_engine: Engine) -> None:
    assert empty_engine.index(shelf()) == 6
    assert empty_engine.is_ready()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("épicerie", "epicerie"),
        ("EPICERIES", "epicerie"),
        ("isolment", "silver"),
        ("bioddiversité", "oiseaux"),
        ("l’hirondelle", "oiseaux"),
        ("st etienne", "epicerie"),
        ("étudiante", "epicerie"),
        ("séniors", "silver"),
        ("L.P.O.", "oiseaux"),
        ("ligue pour la protection des oiseaux", "oiseaux"),
        ("détenus", "prison"),
        ("anti-gaspi", "invendus"),
        ("je cherche comment aider les vieux en Charente", "silver"),
        ("Unis Cité", "silver"),
        ("département 16", "silver"),
        ("Fondation FACE", "epicerie"),
    ],
)
def test_readers_find_what_they_mean(engine: Engine, text: str, expected: str) -> None:
    assert slugs(engine, text, kinds=("alliance",))[0] == expected


def test_what_nobody_wrote_is_not_found(engine: Engine) -> None:
    results = engine.search(Query("zyxwvuts"))
    assert (results.total, results.hits) == (0, ())


@pytest.mark.parametrize("text", ["'", "\\", "a' | 'b", "~age", "=mer +x", "%", "()", "…", "«»"])
def test_signs_are_words_or_nothing_never_syntax(engine: Engine, text: str) -> None:
    engine.search(Query(text, facets=("type",)))


@pytest.mark.parametrize("text", ["", "  ", "le", "avec nous", "…"])
def test_words_that_say_nothing_ask_for_everything(engine: Engine, text: str) -> None:
    assert engine.search(Query(text, kinds=("alliance",))).total == 5


def test_kinds_narrow(engine: Engine) -> None:
    assert slugs(engine, "don alimentaire", kinds=("resource",)) == ["guide"]
    assert "guide" in slugs(engine, "don alimentaire")


def test_any_value_within_a_facet_and_all_facets_together(engine: Engine) -> None:
    either = {"domaine": ("alimentation", "justice")}
    assert set(slugs(engine, filters=either)) == {"epicerie", "invendus", "prison"}
    both = {**either, "type": ("mecenat",)}
    assert set(slugs(engine, filters=both)) == {"epicerie", "prison"}


def test_counts_ignore_the_filter_on_the_same_facet(engine: Engine) -> None:
    results = engine.search(
        Query(
            kinds=("alliance",),
            filters={"type": ("mecenat",), "domaine": ("alimentation",)},
            facets=("type", "domaine"),
        )
    )
    assert results.total == 1
    assert results.facets["type"] == {"mecenat": 1, "cooperation": 1}
    assert results.facets["domaine"] == {"alimentation": 1, "biodiversite": 1, "justice": 1}


@pytest.mark.parametrize("value", ['a "b" c', "a\\b", "a:b", "(a) OR b*", "17", "été'", "*"])
def test_values_are_never_syntax(engine: Engine, value: str) -> None:
    engine.index([document("rare", facets={"type": (value,), "domaine": ("x",)})])
    results = engine.search(
        Query(filters={"type": (value,), "domaine": ("x",)}, facets=("type", "domaine", "kind"))
    )
    assert (results.total, results.facets["domaine"]) == (1, {"x": 1})
    assert results.facets["type"] == {value: 1}
    assert results.facets["kind"] == {"alliance": 1}


def test_counts_follow_the_words(engine: Engine) -> None:
    results = engine.search(Query("oiseaux", facets=("type", "kind")))
    assert results.facets["type"] == {"mecenat": 1}
    assert results.facets["kind"] == {"alliance": 1}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("recent", ["prison", "epicerie", "silver", "oiseaux"]),
        ("oldest", ["silver", "epicerie", "prison", "oiseaux"]),
        ("updated", ["prison", "oiseaux", "epicerie", "silver"]),
        ("title", ["oiseaux", "silver", "prison", "epicerie"]),
    ],
)
def test_sorts(engine: Engine, sort: str, expected: list[str]) -> None:
    filters = {"domaine": ("grand-age", "justice", "biodiversite", "alimentation")}
    found = slugs(engine, sort=sort, kinds=("alliance",), filters=filters)
    assert [slug for slug in found if slug != "invendus"] == expected


def test_pages_follow_one_another(engine: Engine) -> None:
    every = slugs(engine, kinds=("alliance",), sort="title")
    pages = [
        slug
        for offset in (0, 2, 4)
        for slug in slugs(engine, kinds=("alliance",), sort="title", offset=offset, limit=2)
    ]
    assert pages == every
    assert len(set(every)) == 5


def test_counts_alone_can_be_asked(engine: Engine) -> None:
    results = engine.search(Query(kinds=("alliance",), facets=("type",), limit=0))
    assert results.hits == ()
    assert results.total == 5
    assert results.facets["type"]["mecenat"] == 3


def test_words_being_typed_find_their_completions(engine: Engine) -> None:
    assert slugs(engine, "hirond", is_prefix=True) == ["oiseaux"]
    assert "silver" in slugs(engine, "les résid", is_prefix=True)


def test_misspelt_words_are_answered_and_mended(engine: Engine) -> None:
    results = engine.search(Query("les oiseuax"))
    assert results.suggestion == "les oiseaux"
    assert results.hits[0].slug == "oiseaux"


def test_reasons_name_the_field_and_the_words(engine: Engine) -> None:
    hit = engine.search(Query("isolement séniors Charente")).hits[0]
    assert hit.why == (
        "titre : isolement, séniors (sens proche)",
        "domaine : grand âge",
        "lieu : Charente",
    )


def test_replacing_a_document_leaves_one(engine: Engine) -> None:
    engine.index([document("oiseaux", "Des crapauds")])
    assert slugs(engine, "crapauds") == ["oiseaux"]
    assert slugs(engine, "hirondelles") == []


def test_replacing_a_kind_forgets_the_rest_of_it(engine: Engine) -> None:
    engine.index([document("nouvelle", "Une alliance nouvelle")], replacing=["alliance"])
    assert slugs(engine, kinds=("alliance",)) == ["nouvelle"]
    assert slugs(engine, kinds=("resource",)) == ["guide"]


def test_deleted_documents_are_not_found(engine: Engine) -> None:
    engine.delete("alliance", ["oiseaux", "inconnu"])
    assert slugs(engine, "oiseaux") == []
    assert slugs(engine, "prison") == ["prison"]


def test_clearing_forgets_everything(engine: Engine) -> None:
    engine.clear()
    assert not engine.is_ready()
    assert engine.search(Query()).total == 0


def test_a_failed_reading_leaves_the_index_as_it_was(engine: Engine) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield document("oiseaux", "Autre chose")
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError):
        engine.index(broken(), replacing=["alliance"])
    assert slugs(engine, "hirondelles") == ["oiseaux"]


def test_similar_shares_the_most_and_the_rarest(engine: Engine) -> None:
    asked = document("epicerie", facets={"domaine": ("alimentation",), "type": ("mecenat",)})
    found = engine.similar(asked, {"domaine": 3, "type": 1}, 2)
    assert found[0].slug == "invendus"
    assert "epicerie" not in [hit.slug for hit in found]
    assert found[0].score > found[1].score


def test_provided_synonyms_count(empty_engine: Engine) -> None:
    empty_engine.keep_synonyms([("zébulon", "oiseaux")])
    empty_engine.index(shelf())
    assert slugs(empty_engine, "zébulon") == ["oiseaux"]
    assert empty_engine.thesaurus.asked(["zebulon"])
