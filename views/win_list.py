"""What somebody kept, a page of it: a line a win, a button to open each, and the pages beside."""

from domain.people import Reader
from domain.wins import Listed, Page
from texts.speak import Markup, Say
from views.numbers import short
from views.screen import Button, Row, Screen
from views.taps import Verb, written
from views.wins import named
from views.words import one_line

MOST_IN_LIST = 90


def listing(page: Page, reader: Reader, say: Say) -> Screen:
    """The button's figure stands before its line."""
    if not page.wins:
        return Screen(say("win-list-empty"))
    lines = [say("win-list-title", count=page.count)]
    for place, one in enumerate(page.wins, 1):
        lines.append(say("win-list-entry", place=place, line=line(one, reader, say)))
    return Screen("\n".join(lines), tuple(row for row in (openers(page), ways(page, say)) if row))


def openers(page: Page) -> Row:
    return tuple(
        Button(str(place), tap=written(Verb.WIN_MORE, one.id, one.version, page=page.at))
        for place, one in enumerate(page.wins, 1)
    )


def ways(page: Page, say: Say) -> Row:
    """Only where they lead somewhere."""
    beside = (("button-newer", page.newer), ("button-older", page.older))
    return tuple(
        Button(say(label), tap=written(Verb.LIST_PAGE, at))
        for label, at in beside
        if at is not None
    )


def line(one: Listed, reader: Reader, say: Say) -> Markup:
    """A win in one line, whatever is in its words."""
    values = {
        "shift": named(one.work_date, one.start_at, reader),
        "text": one_line(one.text, MOST_IN_LIST),
    }
    more = []
    if one.number is not None:
        before = None if one.number.before is None else str(one.number.before)
        more.append(short(one.number.metric, before, str(one.number.after), one.number.unit))
    if one.tag:
        more.append(say(f"tag-{one.tag}"))
    if not more:
        return say("win-list-line", **values)
    return say("win-list-line-more", more=" · ".join(more), **values)
