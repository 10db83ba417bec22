"""What people type on the bus, and what it plainly is."""

import csv
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalog
from catalog.words import read_words
from domain.messages import Kind, Said, kind_of

WORDS = read_words(Path(catalog.__file__).parent / "words")
TABLE = Path(__file__).with_name("messages.tsv")
TAGALOG = frozenset(
    """
    ako ko ang ng sa na po si yung lang naman wala ba mo ni pa akong pag muna yun nang
    ka sya to walang pagod sige salamat kumusta musta mamaya bukas gising ano paano pano
    bakit sino hay ngayon kanina gandang umaga magandang nasolve ingat walaaa dito daw
    din
    """.split()  # noqa: SIM905 - a list of sixty strings is no easier to read
)


def rows() -> list[tuple[str, str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            (row["text"], row["kind"], row["hours"]) for row in csv.DictReader(file, delimiter="\t")
        ]


@pytest.mark.parametrize(("text", "kind", "hours"), rows())
def test_a_message_is_what_it_plainly_is(text: str, kind: str, hours: str) -> None:
    assert kind_of(text, WORDS) == Said(Kind(kind), Decimal(hours) if hours else None)


@pytest.mark.parametrize(
    "text",
    [
        "RD ko bukas",
        "off ako bukas",
        "absent ako bukas po",
        "walang pasok bukas",
        "VL po ako bukas",
        "leave ko bukas",
        "RD ko na bukas",
        "day off tomorrow",
        "on leave tomorrow",
        "no work tomorrow",
    ],
)
def test_a_rest_day_may_be_tomorrows(text: str) -> None:
    assert kind_of(text, WORDS) == Said(Kind.REST_DAY, days_ahead=1)


def test_a_mood_is_let_off_only_where_nothing_else_is_said() -> None:
    assert kind_of("pagod", WORDS).kind is Kind.VENT
    assert kind_of("Grabe, pagod po talaga", WORDS).kind is Kind.VENT
    assert kind_of("pagod na caller, pero masaya siya sa dulo", WORDS).kind is Kind.WIN


def test_the_table_has_more_than_150_messages_and_every_kind() -> None:
    table = rows()
    assert len({text for text, _, _ in table}) == len(table) > 150
    assert {kind for _, kind, _ in table} == set(Kind)


def test_half_of_the_table_is_taglish() -> None:
    words = [set(re.findall(r"[a-z']+", text.lower())) for text, _, _ in rows()]
    assert sum(1 for one in words if one & TAGALOG) * 2 >= len(words)


@given(st.text(max_size=600))
def test_any_text_is_something(text: str) -> None:
    assert kind_of(text, WORDS).kind in Kind


def own_seconds(text: str) -> float:
    """The best of three, in the process's own time: others may be at work beside it."""
    times = []
    for _ in range(3):
        began = time.process_time()
        kind_of(text, WORDS)
        times.append(time.process_time() - began)
    return min(times)


def test_the_longest_message_is_read_quickly() -> None:
    long = ("pagod na pagod wala " * 205)[:4096]

    assert kind_of(long, WORDS).kind is Kind.VENT
    assert own_seconds(long) < 0.02


def test_capitals_long_drawn_letters_and_laughs_change_nothing() -> None:
    for text in ("WALA", "walaaaa", "wala hahaha", "Wala..."):
        assert kind_of(text, WORDS).kind is Kind.NOTHING


@pytest.mark.parametrize("sign", ["9", "9,", "9 ", "a", "pagod ", "ba ", "→1", "to 1 "])
def test_no_message_keeps_anybody_waiting(sign: str) -> None:
    assert own_seconds((sign * 4096)[:4096]) < 0.1


def test_a_long_line_lets_off_steam_or_is_a_win() -> None:
    long = "and then he went on about the same bill " * 11
    assert kind_of(long, WORDS).kind is Kind.WIN
    assert kind_of(f"{long} nakakapagod", WORDS).kind is Kind.VENT
    assert kind_of(f"{long} gusto ko na mamatay", WORDS).kind is Kind.CRISIS


@pytest.mark.parametrize("name", ["question", "vent", "crisis", "moods", "heavy"])
def test_a_line_without_a_word_is_refused_by_its_file(tmp_path: Path, name: str) -> None:
    for file in (Path(catalog.__file__).parent / "words").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / f"{name}.txt").write_text("hello\n???\n", encoding="utf-8")

    with pytest.raises(ValueError, match=name):
        read_words(tmp_path)


def test_an_operator_may_replace_a_list(tmp_path: Path) -> None:
    for file in (Path(catalog.__file__).parent / "words").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "nothing.txt").write_text("nada hoy  # Spanish\n", encoding="utf-8")

    assert kind_of("nada hoy", read_words(tmp_path)).kind is Kind.NOTHING
    assert kind_of("wala", read_words(tmp_path)).kind is Kind.WIN
