"""Telegram's HTML becomes text and entities, and broken HTML a refusal by byte offset."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.formatting import trimmed, utf16_length
from sandbox.telegram.html_parser import Formatted, ParseError, parse_html
from sandbox.telegram.messages import Json

SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities,"
    " check for unmatched surrogate code units"
)


def entity(kind: str, offset: int, length: int, **more: object) -> Json:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>x</b><strong>y</strong>", "xy", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>x</i><em>y</em>", "xy", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>x</u><ins>y</ins>", "xy", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        (
            "<s>x</s><strike>y</strike><del>z</del>",
            "xyz",
            [entity("strikethrough", place, 1) for place in range(3)],
        ),
        ("<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [entity("expandable_blockquote", 0, 1)],
        ),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        (
            '<code class="language-python"><pre>x</pre></code>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ('<code class="language-python">x</code>', "x", [entity("code", 0, 1)]),
        (
            '<a href="https://example.org">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://example.org/")],
        ),
        ("<a href='tg://user?id=5'>x</a>", "x", [entity("text_mention", 0, 1, user={"id": 5})]),
        (
            "<a>example.org</a>",
            "example.org",
            [entity("text_link", 0, 11, url="http://example.org/")],
        ),
        ("<a href='nowhere'>x</a>", "x", []),
        (
            '<a href="https://e.org/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://e.org/?a=1&b=2")],
        ),
        (
            '<tg-emoji emoji-id="5">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="5")],
        ),
        (
            '<tg-time unix="1772452800" format="t">noon</tg-time>',
            "noon",
            [entity("date_time", 0, 4, unix_time=1772452800, date_time_format="t")],
        ),
        ("<b><i>x</i>y</b>", "xy", [entity("bold", 0, 2), entity("italic", 0, 1)]),
        ("<i><b>x</b></i>", "x", [entity("bold", 0, 1), entity("italic", 0, 1)]),
        ("<code><b>x</b></code>", "x", [entity("code", 0, 1)]),
        ("<B>x</b>", "x", [entity("bold", 0, 1)]),
        ("<b >x</b >", "x", [entity("bold", 0, 1)]),
        ("<b>x</>", "x", [entity("bold", 0, 1)]),
        ("<b></b>", "", []),
        ("&lt;&gt;&amp;&quot;", '<>&"', []),
        ("&#60;&#x1F600;", "<😀", []),
        ("&nbsp; &apos; & &#0;", "&nbsp; &apos; & &#0;", []),
        ("&#x10FFFF; &#99999999;", "&#x10FFFF; &#99999999;", []),
        ("&ltb", "&ltb", []),
        ("&lt b", "< b", []),
        ("😀<b>é😀</b>!", "😀é😀!", [entity("bold", 2, 3)]),
        ("&#x1F600;<b>x</b>", "😀x", [entity("bold", 2, 1)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[Json]) -> None:
    assert parse_html(source) == Formatted(text, entities)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("a<x>", 'Unsupported start tag "x" at byte offset 1'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("😀 1 < 2 > 1", 'Unsupported start tag "" at byte offset 7'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ('a<a href="x', "Unclosed start tag at byte offset 1"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<a href>y</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>é</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#xD83D;",
            SURROGATE,
        ),
    ],
)
def test_broken_html_is_refused_with_its_place(source: str, refusal: str) -> None:
    with pytest.raises(ParseError) as refused:
        parse_html(source)

    assert str(refused.value) == refusal


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == Formatted(text, [])


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("ñ😀x", min_size=1))
def test_offsets_count_utf16_units(before: str, bold: str) -> None:
    source = f"{html.escape(before, quote=False)}<b>{bold}</b>"

    assert parse_html(source).entities == [entity("bold", utf16_length(before), utf16_length(bold))]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("x \n ", "x", []),
        (" \n x", "x", []),
        ("<b>x \n</b> ", "x", [entity("bold", 0, 1)]),
        (" <b> x</b>", " x", [entity("bold", 0, 2)]),
        ("x <b> </b>", "x", []),
        ("x <b> </b>y", "x  y", []),
        ("a\tb", "a b", []),
        ("go /help!", "go /help!", [entity("bot_command", 3, 5)]),
        ("😀 /help", "😀 /help", [entity("bot_command", 3, 5)]),
        ("<code>/help</code>", "/help", [entity("code", 0, 5)]),
        ("1/2 and /a/b", "1/2 and /a/b", []),
    ],
)
def test_blanks_are_trimmed_and_commands_marked(
    source: str, text: str, entities: list[Json]
) -> None:
    assert trimmed(parse_html(source)) == Formatted(text, entities)
