"""Rule 5: from check-ins and notes there is no way out but to their owner's own screens."""

import ast

from tests.house.graph import reached_from, users_of, uses
from tests.house.source import ROOT, imported_modules, strings, tree
from views import checkins

SEALED = ("storage.checkins", "storage.notes")
ABOUT_TABLES = "storage.tables.MODULES"  # names every module once, for migrations and deletion
# Every place that opens what is sealed, and who may call it.
DOORS = {
    "actions.check_in.annotate": {"handlers.check_in.on_note"},
    "actions.check_in.answer": {
        "handlers.check_in.on_energy",
        "handlers.check_in.on_level_typed",
    },
    "actions.check_in.done": {"handlers.check_in.on_done"},
    "actions.check_in.stands": {"handlers.check_in.on_ask_note"},
    "actions.check_in.noted": {
        f"actions.check_in.{name}"
        for name in ("annotate", "answer", "row_of_five", "stands", "take_back", "tick")
    },
    "actions.check_in.row_of_five": {"actions.check_in.ask", "actions.check_in.consent"},
    "actions.check_in.stop": {"handlers.check_in.on_stop", "handlers.settings.on_energy"},
    "actions.check_in.take_back": {"handlers.check_in.on_undo"},
    "actions.check_in.tick": {"handlers.check_in.on_reason"},
    "actions.check_in.wipe": {"handlers.check_in.on_wipe"},
    "actions.mine.count": {
        "handlers.mine.on_delete",
        "handlers.mine.on_keep",
        "handlers.start.on_not_for_me",
    },
    "actions.mine.export": {"handlers.mine.on_export"},
    "actions.notes.rewrite": {"handlers.win.on_edited_other"},
    "actions.notes.forget": {"handlers.line.on_forget"},
    "actions.notes.keep_note": {"handlers.line.on_note"},
    # Yes or no only: whether the owner's own card still shows the row.
    "actions.touching.wants_energy": {"actions.cards.card_facts", "actions.touching.left_of"},
}
NOTHING_PASSES = (
    "actions.progress",
    "actions.planning",
    "actions.roster",
    "actions.homes",
    "actions.help",
    "actions.change_win",
    "views.mine",
    "views.wins",
    "views.start",
    "views.roster",
    "bot.log",
    "bot.errors",
    "bot.menu",
    "storage.wins",
    "storage.outbox",
    "storage.inbox",
    "storage.reminders",
    "domain.rhythm",
    "domain.shifts",
    "domain.lateness",
    "domain.numbers",
    "domain.messages",
)
ROOMS_OF_LOGS = ("structlog", "logging")
OPENING = (
    "actions/check_in.py", "actions/mine.py", "actions/notes.py", "actions/touching.py",
    "storage/checkins.py", "storage/notes.py", "handlers/check_in.py", "views/checkins.py",
    "domain/checkins.py",
)  # fmt: skip


def test_only_the_named_doors_open_what_is_sealed() -> None:
    assert users_of(*SEALED) - {ABOUT_TABLES} == set(DOORS)


def test_only_their_owners_own_buttons_and_commands_go_through_a_door() -> None:
    assert {door: users_of(door) for door in DOORS} == DOORS


def test_no_way_leads_from_anywhere_else_to_a_door() -> None:
    """Also not over three others: progress, planning, digests, logs and cases know nothing."""
    reached = reached_from(NOTHING_PASSES)
    assert {name for name in reached if name in DOORS or name.startswith(SEALED)} == set()


def test_what_happens_unasked_passes_only_the_yes_or_no_of_the_row() -> None:
    open_door = "actions.touching.wants_energy"
    assert open_door in reached_from(("schedules",))
    assert uses()[open_door] >= {"storage.checkins.of_shift"}
    reached = reached_from(("schedules",), closed=(open_door,))
    assert {name for name in reached if name in DOORS or name.startswith(SEALED)} == set()


def test_the_one_open_door_answers_with_yes_or_no() -> None:
    functions = {
        node.name: node
        for node in tree(ROOT / "actions" / "touching.py").body
        if isinstance(node, ast.FunctionDef)
    }
    returns = functions["wants_energy"].returns
    assert isinstance(returns, ast.Name)
    assert returns.id == "bool"


def test_the_words_about_energy_are_known_to_its_own_screens_alone() -> None:
    views = {"handlers.check_in.shown", "handlers.check_in.on_energy"}
    assert users_of("views.checkins.shown") == views
    assert users_of("views.checkins.offer") == {
        "handlers.card.offer_energy", "handlers.line.on_nothing", "bot.receipts.what_else",
        "views.checkins.shown",
    }  # fmt: skip
    others = {name.rpartition(".")[0] for name in users_of("domain.checkins")}
    assert others <= {"actions.check_in", "handlers.check_in", checkins.__name__}


def test_nobody_who_opens_what_is_sealed_writes_a_log_line() -> None:
    writing = {
        name: found
        for name in OPENING
        if (found := imported_modules(ROOT / name) & set(ROOMS_OF_LOGS))
    }
    assert writing == {}
    doors = {door.rpartition(".")[0].replace(".", "/") + ".py" for door in DOORS}
    assert doors <= set(OPENING)


def test_no_sql_is_written_as_text_past_the_doors() -> None:
    rooms = ("actions", "bot", "handlers", "schedules", "storage")
    found = {text for text in strings(*rooms) if "from checkin" in text.lower()}
    assert found == set()


def test_a_path_would_be_seen() -> None:
    """Keeping a win touches the card, and the card asks whether its row stays."""
    reached = reached_from(("actions.keep_win.keep_win",))
    assert "storage.checkins.of_shift" in reached
