"""A win's number as a sentence."""

from decimal import Decimal

from domain.numbers import Measured
from texts.speak import Markup, Say
from views.words import figure


def sentence(number: Measured, say: Say) -> Markup:
    """What was understood: AHT 480 to 410 s, 70 s less (14.6%)."""
    metric = f"{number.metric} " if number.metric else ""
    after = figure(number.after, number.unit)
    difference = number.difference
    if number.before is None or difference is None:
        return say("number-one", metric=metric, after=after)
    before = figure(number.before, "" if number.unit != "%" else "%")
    if difference == 0:
        return say("number-same", metric=metric, before=before, after=after)
    direction = "less" if difference < 0 else "more"
    values = {"metric": metric, "before": before, "after": after}
    values["difference"] = moved_by(abs(difference), number.unit, number.is_rate, say)
    if number.percent is None:
        return say(f"number-{direction}-plain", **values)
    percent = figure(abs(number.percent))
    return say(f"number-{direction}", percent=percent, **values)


def moved_by(difference: Decimal, unit: str, rate: bool, say: Say) -> str:
    if rate and difference == 1:
        return say("number-point")
    if rate:
        return say("number-points", points=figure(difference))
    return figure(difference, unit)


def short(metric: str, before: str | None, after: str, unit: str) -> str:
    """AHT 480 → 410 s: for lists."""
    shown = figure(Decimal(after), unit)
    if before is not None:
        shown = f"{figure(Decimal(before))} → {shown}"
    return f"{metric} {shown}" if metric else shown
