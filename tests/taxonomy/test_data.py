"""The shipped files: complete, well formed, in our own words."""

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils.text import slugify

from alliage.calc.french import fold, stems
from alliage.taxonomy.models import Vocabulary
from alliage.taxonomy.services import DATA_DIR, read_data, shipped_terms

OUR_WORDING = "Formulation d’Alliage"
TARGETS_BY_GOAL = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


def content(name: str) -> list[dict[str, Any]]:
    folder = Path(apps.get_app_config("capitalisation").path) / "data"
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_every_file_names_its_source_licence_and_date() -> None:
    for path in DATA_DIR.glob("*.yaml"):
        head = path.read_text().split("\n- ")[0][:1500]
        assert head.startswith("# "), path
        assert all(word in head for word in ("Source:", "Licence:", "2026-")), path


def test_there_are_17_goals_with_official_colours() -> None:
    goals = read_data("goals")
    assert [goal["number"] for goal in goals] == list(range(1, 18))
    assert all(re.fullmatch(r"#[0-9A-F]{6}", goal["colour"]) for goal in goals)
    assert len({goal["colour"] for goal in goals}) == 17
    assert all(goal[field] for goal in goals for field in ("label_fr", "label_en", "title_en"))


def test_colours_of_the_pages_are_those_of_the_data() -> None:
    css = (Path(apps.get_app_config("web").path) / "static/web/css/components.css").read_text()
    drawn = dict(re.findall(r"\.sdg--(\d+) \{ --sdg: (#[0-9a-f]{6});", css))
    assert drawn == {str(goal["number"]): goal["colour"].lower() for goal in read_data("goals")}


def test_there_are_169_targets_each_in_its_goal() -> None:
    targets = read_data("targets")
    codes = [target["code"] for target in targets]
    assert len(set(codes)) == len(codes) == 169
    assert all(re.fullmatch(r"\d{1,2}\.(\d{1,2}|[a-d])", code) for code in codes)
    count = Counter(int(code.split(".")[0]) for code in codes)
    assert [count[number] for number in range(1, 18)] == TARGETS_BY_GOAL


@pytest.mark.parametrize("language", ["fr", "en"])
def test_target_labels_are_short_and_differ(language: str) -> None:
    labels = [target[language] for target in read_data("targets")]
    assert max(map(len, labels)) <= 90
    assert len(set(labels)) == 169


def test_the_19_targets_of_goal_17_are_put_in_plain_words() -> None:
    noted = [target["code"] for target in read_data("targets") if target.get("note_fr")]
    assert noted == [f"17.{number}" for number in range(1, 20)]
    assert all(t["note_en"] for t in read_data("targets") if t["code"] in noted)


def test_no_domain_of_the_content_is_missing() -> None:
    labels = {row["fr"] for row in read_data("domains")}
    used = set(chain.from_iterable(alliance["domains"] for alliance in content("alliances")))
    assert used <= labels


def test_domains_are_whole() -> None:
    for row in read_data("domains"):
        assert row["slug"] == slugify(row["fr"].replace("’", "'"))
        assert row["en"]
        assert row["sdgs"]
        assert set(row["sdgs"]) <= set(range(1, 18))
        assert 6 <= len(row["other"]) <= 15, row["slug"]


def test_a_word_leads_to_one_domain_only() -> None:
    domains_of: dict[str, set[str]] = {}
    for row in read_data("domains"):
        for word in (row["fr"], *row["other"]):
            domains_of.setdefault(" ".join(stems(word)), set()).add(row["slug"])
    assert {word: slugs for word, slugs in domains_of.items() if len(slugs) > 1 or not word} == {}


def test_a_domain_repeats_no_word() -> None:
    for row in read_data("domains"):
        words = [fold(word) for word in (row["fr"], *row["other"])]
        assert len(set(words)) == len(words), row["slug"]


def test_every_vocabulary_is_shipped_and_complete() -> None:
    terms = shipped_terms()
    assert {term.vocabulary for term in terms} == set(Vocabulary.values)
    for term in terms:
        assert term.label_fr
        assert term.label_en
        assert term.definition_fr
        assert term.definition_en
        assert term.source


def test_only_what_a_source_states_is_confirmed() -> None:
    for term in shipped_terms():
        assert term.is_confirmed != (term.source == OUR_WORDING), term.code


def test_what_nobody_could_read_is_not_presented_as_confirmed() -> None:
    doors = [term for term in shipped_terms() if term.vocabulary == Vocabulary.ENTRY_DOOR]
    assert len(doors) == 5
    assert not any(term.is_confirmed for term in doors)


def test_glossary_anchors_are_unique_and_plenty() -> None:
    codes = [term.code for term in shipped_terms() if term.vocabulary == Vocabulary.GLOSSARY]
    assert len(codes) == len(set(codes)) >= 40


def test_french_texts_are_set_by_the_french_rules() -> None:
    texts = [target["fr"] for target in read_data("targets")]
    texts += chain.from_iterable((term.label_fr, term.definition_fr) for term in shipped_terms())
    assert [text for text in texts if re.search(r"[ ][;!?:»%€]|« |'|\.\.\.", text)] == []
