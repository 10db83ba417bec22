"""What is shown again after a silence: one table, in which every kind of screen stands."""

import ast
import importlib
from datetime import timedelta

from domain.prompts import PROMPTS, SHOWN_AGAIN, is_silence
from tests.house.source import dotted, modules, tree


def kinds_opened() -> set[str]:
    """The kind of every screen that is opened, one by one; cards are opened by the batch."""
    found = {"card"}
    for file in modules("actions"):
        opens_by_columns = "screens.open_with" in file.read_text()
        for node in ast.walk(tree(file)):
            for kind in kinds_in(node, opens_by_columns):
                named = getattr(importlib.import_module(dotted(file)), ast.unparse(kind), None)
                found.add(named or ast.literal_eval(kind))
    return found


def kinds_in(node: ast.AST, opens_by_columns: bool) -> list[ast.expr]:
    """Of `Screen(kind=...)`, and of `{"kind": ...}` where screens are opened by their columns."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "Screen":
        return [one.value for one in node.keywords if one.arg == "kind"]
    if isinstance(node, ast.Dict) and opens_by_columns:
        pairs = zip(node.keys, node.values, strict=True)
        return [value for key, value in pairs if key and ast.unparse(key) == "'kind'"]
    return []


def test_every_kind_of_screen_is_a_prompt_or_is_not() -> None:
    assert kinds_opened() == set(SHOWN_AGAIN)
    assert set(PROMPTS) < set(SHOWN_AGAIN)


def test_a_tap_lives_for_150_seconds() -> None:
    assert not is_silence(timedelta(seconds=150))
    assert is_silence(timedelta(seconds=151))
