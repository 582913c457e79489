"""Tables as people send them: every encoding, every slip, and nothing swallowed."""

import random
from pathlib import Path

import pytest

from alliage.calc.tabular import (
    DELIMITERS,
    FORMULA_STARTS,
    MAX_CSV_FIELD,
    RawRecord,
    UnreadableFile,
    detect_delimiter,
    detect_encoding,
    is_number,
    neutralise,
    read_records,
    restore,
)
from alliage.calc.tabular.texts import MAX_JSON_DEPTH, MAX_JSON_LINE

COLUMNS = ["slug", "title", "sdgs"]
TITLE = "Un café solidaire, à l’œuvre"
SIGNS = "'=+-@\t\r\n a1,;|\"é’œ€"


def generated(count: int = 2_000, seed: int = 20) -> list[str]:
    """Texts made of the signs that spreadsheets, CSV and French quarrel over; always the same."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    return ["".join(chance.choices(SIGNS, k=chance.randrange(0, 9))) for _ in range(count)]


def read(path: Path, content: bytes | str, encoding: str = "utf-8") -> list[RawRecord]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return list(read_records(path, COLUMNS))


def faults(records: list[RawRecord]) -> list[tuple[int, str]]:
    return [(r.line, r.problem.code if r.problem else "") for r in records]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fichier.csv"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "fichier.jsonl"


# --- Cells that a spreadsheet would run ----------------------------------------------------------
def test_restoring_undoes_neutralising_whatever_the_text() -> None:
    assert [restore(neutralise(text)) for text in generated()] == generated()


def test_no_neutralised_cell_starts_a_formula_unless_it_is_a_number() -> None:
    cells = [neutralise(text) for text in generated()]
    running = [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    assert running, "the generator must try numbers too"
    assert all(is_number(cell) for cell in running)


def test_neutralising_twice_is_restored_in_two_steps() -> None:
    texts = [text for text in generated(500, seed=3) if text.startswith("=")]
    assert texts
    assert all(restore(restore(neutralise(neutralise(text)))) == text for text in texts)


@pytest.mark.parametrize("text", ["-12", "+33", "-1,5", "12.5", "+0"])
def test_plain_numbers_stay_numbers(text: str) -> None:
    assert is_number(text)
    assert neutralise(text) == text


@pytest.mark.parametrize("text", ["", "-", "+", "1.2.3", "--1", "１２", "-1+2", "1e5", "-²"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert not is_number(text)


# --- Encodings -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom", "utf-16-be-bom"]
)
def test_every_french_encoding_gives_the_same_text(path: Path, encoding: str) -> None:
    table = f"slug;title\r\nun-cafe;« {TITLE} »\r\n"
    if encoding.endswith("-bom"):
        table, encoding = f"\ufeff{table}", encoding.removesuffix("-bom")
    [record] = read(path, table, encoding)
    assert record.data == {"slug": "un-cafe", "title": f"« {TITLE} »"}
    assert record.line == 2


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"\xef\xbb\xbfslug", "utf-8-sig"),
        ("é".encode(), "utf-8-sig"),
        (b"\xe9", "cp1252"),
        (b"\x80 5", "cp1252"),
        (b"\xff\xfea\x00", "utf-16"),
        (b"\xfe\xff\x00a", "utf-16"),
    ],
)
def test_an_encoding_is_told_by_its_mark_or_by_reading_to_the_end(
    path: Path, content: bytes, encoding: str
) -> None:
    path.write_bytes(content)
    assert detect_encoding(path) == encoding


def test_one_wrong_byte_after_a_megabyte_is_still_seen(path: Path) -> None:
    path.write_bytes(b"a" * (1 << 20) + b"\xe9")
    assert detect_encoding(path) == "cp1252"


def test_bytes_that_are_no_text_are_refused(path: Path) -> None:
    with pytest.raises(UnreadableFile, match="encoding"):
        read(path, b"slug\n\x81\x8d\x8f\x90\x9d")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"  \n", b"\r\n"])
def test_a_file_with_nothing_but_a_mark_or_blanks_is_empty(path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="empty"):
        read(path, content)


def test_an_utf_16_file_cut_in_the_middle_of_a_sign_is_refused_as_no_text(path: Path) -> None:
    with pytest.raises(UnreadableFile, match="encoding"):
        read(path, "slug\nun-café\n".encode("utf-16")[:-1])


# --- CSV -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_the_one_that_shows_known_columns(path: Path, delimiter: str) -> None:
    [record] = read(path, f"slug{delimiter}title\na{delimiter}b\n")
    assert record.data == {"slug": "a", "title": "b"}


def test_a_title_column_full_of_commas_does_not_mislead() -> None:
    assert detect_delimiter('slug;title;"a, b, c, d, e"', COLUMNS) == ";"
    assert detect_delimiter("inconnu\tautre", COLUMNS) == "\t"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_line(path: Path, end: str) -> None:
    records = read(path, end.join(["slug,title", "a,un", "b,deux", ""]))
    assert [r.data["slug"] for r in records if r.data] == ["a", "b"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_record_is_told_by_its_first_line(path: Path, end: str) -> None:
    table = end.join(["slug,title", 'a,"sur', "trois", 'lignes"', "b", "", "c,d"])
    assert faults(read(path, table)) == [(2, ""), (5, "ragged"), (7, "")]


def test_the_quotes_and_delimiters_inside_a_cell_are_kept(path: Path) -> None:
    [record] = read(path, 'slug,title\na,"dit « ""oui"", non »"\n')
    assert record.data == {"slug": "a", "title": 'dit « "oui", non »'}


def test_cells_too_many_or_too_few_condemn_their_row_alone(path: Path) -> None:
    records = read(path, "slug,title\na\nb,c\nd,e,f\n")
    assert faults(records) == [(2, "ragged"), (3, ""), (4, "ragged")]
    assert [r.problem.value for r in records if r.problem] == ["1 / 2", "3 / 2"]


def test_blank_rows_are_passed_over_and_columns_without_a_name_dropped(path: Path) -> None:
    [record] = read(path, "slug,,title\n,,\n\na,perdu,b\n")
    assert record.data == {"slug": "a", "title": "b"}


def test_names_of_columns_are_freed_of_their_spaces(path: Path) -> None:
    [record] = read(path, " slug , title \na,b\n")
    assert list(record.data or {}) == ["slug", "title"]


def test_a_nul_is_told_with_its_column(path: Path) -> None:
    [record] = read(path, b"slug,title\na,\x00\n")
    assert record.problem is not None
    assert (record.problem.code, record.problem.field) == ("nul", "title")


def test_a_quote_never_closed_is_the_fault_of_the_file(path: Path) -> None:
    swallowed = "a,un\n" * (MAX_CSV_FIELD // 5 + 1)
    with pytest.raises(UnreadableFile, match="quotes"):
        read(path, f'slug,title\na,"ouvert\n{swallowed}')


def test_a_long_cell_is_read_whole(path: Path) -> None:
    long = "é" * 200_000
    [record] = read(path, f"slug,title\na,{long}\n")
    assert record.data == {"slug": "a", "title": long}


def test_a_table_with_a_header_alone_has_no_record(path: Path) -> None:
    assert read(path, "slug,title\n") == []


def test_neutralised_cells_come_back_as_they_were(path: Path) -> None:
    [record] = read(path, "slug,title\na,'=1+1\n")
    assert record.data == {"slug": "a", "title": "=1+1"}


# --- JSON Lines ----------------------------------------------------------------------------------
def test_blank_lines_are_counted_and_passed_over(lines: Path) -> None:
    records = read(lines, '{"slug": "a"}\n\n   \n{"slug": "b"}\n')
    assert [r.line for r in records] == [1, 4]


@pytest.mark.parametrize("name", ["fichier.txt", "fichier.csv", "sans-extension"])
def test_a_brace_says_json_whatever_the_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, '{"slug": "a"}')[0].data == {"slug": "a"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "json"),
        ("[1]", "object"),
        ("3", "object"),
        ("null", "object"),
        ('{"a": NaN}', "json"),
        ('{"a": Infinity}', "json"),
        ('{"a": -Infinity}', "json"),
        ("[" * 100_000, "json"),
        ('{"a": "\x00"}', "nul"),
        ("9" * 5_000, "json"),
    ],
)
def test_a_line_that_is_no_object_is_told_and_the_next_is_read(
    lines: Path, line: str, code: str
) -> None:
    assert faults(read(lines, f'{line}\n{{"slug": "b"}}\n')) == [(1, code), (2, "")]


def test_a_line_beyond_reason_is_told_and_the_next_is_read(lines: Path) -> None:
    long = '{"slug": "' + "a" * (MAX_JSON_LINE * 2) + '"}'
    assert faults(read(lines, f'{long}\n{{"slug": "b"}}\n')) == [(1, "long"), (2, "")]


@pytest.mark.parametrize("depth", [MAX_JSON_DEPTH, 500, 900])
def test_values_nested_beyond_reason_are_told(lines: Path, depth: int) -> None:
    deep = '{"a": ' * depth + "1" + "}" * depth
    assert faults(read(lines, f'{deep}\n{{"slug": "b"}}\n')) == [(1, "deep"), (2, "")]


def test_latin_1_is_believed_of_a_text_with_a_stray_byte(path: Path) -> None:
    content = b"slug,title\n" + b"a,caf\xe9 \x81\n" + b"b,plain text that goes on\n" * 200
    assert len(read(path, content)) == 201
    assert detect_encoding(path) == "latin-1"


def test_lone_surrogates_are_read_for_the_cleaner_to_refuse(lines: Path) -> None:
    [record] = read(lines, '{"title": "\\ud800"}')
    assert record.data == {"title": "\ud800"}


def test_json_values_are_given_as_they_are(lines: Path) -> None:
    [record] = read(lines, '{"slug": "a", "n": 1, "t": "\'=1", "vide": null}')
    assert record.data == {"slug": "a", "n": 1, "t": "'=1", "vide": None}
