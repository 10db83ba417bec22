"""What is shown again after a silence: one table, in which every kind of screen stands."""

import ast
import importlib
from datetime import timedelta

from domain.prompts import PROMPTS, SHOWN_AGAIN, is_silence
from tests.house.source import dotted, modules, tree


def kinds_opened() -> set[str]:
    """The kind of every screen that an action opens."""
    found = set()
    for file in modules("actions"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Screen":
                (kind,) = (one.value for one in node.keywords if one.arg == "kind")
                named = getattr(importlib.import_module(dotted(file)), ast.unparse(kind), None)
                found.add(named or ast.literal_eval(kind))
    return found


def test_every_kind_of_screen_is_a_prompt_or_is_not() -> None:
    assert kinds_opened() == set(SHOWN_AGAIN)
    assert set(PROMPTS) < set(SHOWN_AGAIN)


def test_a_tap_lives_for_150_seconds() -> None:
    assert not is_silence(timedelta(seconds=150))
    assert is_silence(timedelta(seconds=151))
