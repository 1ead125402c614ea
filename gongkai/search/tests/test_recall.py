"""What is found is exactly what a plain look through the texts finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.search.question import word
from gongkai.search.tests.making import asked, document, put
from gongkai.search.text import canonical

pytestmark = pytest.mark.django_db
WORDS = (
    "政府信息公开 信息 公开 政务 办事 公积金 低保 采购 政府采购 移民 安置 息公 采 5G基站 2026年 GB18030 泉港区".split()
)
SIGNS = ["", "", "", "，", "。", "\n", "、", " "]
ALPHABET = "公开信息政府"


def texts(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [
        "".join(draw.choice(WORDS) + draw.choice(SIGNS) for _ in range(draw.randint(1, 40))) for _ in range(count)
    ]  # fmt: skip


@pytest.mark.slow
def test_words_of_one_to_six_characters_are_found_exactly() -> None:
    made = texts(3000, 11)
    put(*(document(number, title="甲", text=text) for number, text in enumerate(made)))
    wrong = {}
    asked_for = [one for one in pieces(made, 1200) if not any(letter.isascii() for letter in one)]
    for typed in asked_for:
        found, expected = asked(typed).total, sum(typed in text for text in made)
        if found != expected:
            wrong[typed] = (found, expected)
    assert len(asked_for) > 130
    assert wrong == {}


def pieces(made: list[str], draws: int) -> list[str]:
    """Pieces of the texts without a sign in them, each once."""
    draw, found = random.Random(5), set()
    for _ in range(draws):
        text = draw.choice(made)
        start = draw.randrange(len(text))
        found.add(text[start : start + draw.randint(1, 6)])
    return sorted(one for one in found if one.isalnum())


def test_words_with_letters_and_digits_are_found_as_words() -> None:
    made = texts(300, 12)
    put(*(document(number, title="甲", text=text) for number, text in enumerate(made)))
    for typed in ("5G基站", "2026年", "GB18030", "gb18030", "18030", "ＧＢ１８０３０", "2026年公积金", "采购5G"):
        one = word(typed)
        assert one is not None
        assert asked(typed).total == sum(one.needle in canonical(text) for text in made) > 0, typed


def test_no_word_is_found_across_a_stop() -> None:
    put(document(1, text="公开信息。公开"), document(2, text="公开信息公开"))
    assert asked("息公").total == 1
    assert asked("信息公开").total == 1
    assert asked("信息。公开").total == 1


def test_digits_are_not_found_within_others() -> None:
    put(document(1, text="第12号"), document(2, text="第2号"))
    assert [hit.key for hit in asked("2号").hits] == ["K-00002"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet=ALPHABET + "，5a", max_size=12), min_size=1, max_size=6),
    st.text(alphabet=ALPHABET, min_size=1, max_size=5),
)
def test_any_word_in_any_texts(made: list[str], typed: str) -> None:
    put(*(document(number, title="甲", text=text) for number, text in enumerate(made)))
    found = {hit.key for hit in asked(typed).hits}
    known = {f"K-{number:05d}" for number in range(len(made))}
    assert found & known == {f"K-{number:05d}" for number, text in enumerate(made) if typed in text}
