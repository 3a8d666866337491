import pytest

from app.web.typesetting import typeset, typeset_markup

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('caught "red-handed" in the act', "caught “red-handed” in the act"),
        ("the State's reasons", "the State’s reasons"),
        ('("reportedly")', "(“reportedly”)"),
        ('“found "arbitrary" and more”', "“found ‘arbitrary’ and more”"),
        ("“A” and “B”", "“A” and “B”"),
        ("see paras 10-12, 17", "see paras\N{NO-BREAK SPACE}10–12, 17"),
        ("Principles 1-3 and 5", "Principles\N{NO-BREAK SPACE}1–3 and 5"),
        ("case 12-345 of 2023-03-03", "case 12-345 of\N{NO-BREAK SPACE}2023-03-03"),
        ("https://example.org/a-1-2?b='c'", "https://example.org/a-1-2?b=’c’"),
    ],
)
def test_text_is_set_as_a_printer_would(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


def test_only_the_text_of_markup_is_set() -> None:
    markup = '<p class="a"><a href="/paras 1-2">&#34;x&#34; paras 1-2 &lt;b&gt;</a></p>'
    assert typeset_markup(markup) == (
        '<p class="a"><a href="/paras 1-2">“x” paras\N{NO-BREAK SPACE}1–2 &lt;b&gt;</a></p>'
    )
