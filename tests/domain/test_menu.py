"""The / menu at its three stages."""

import pytest

from domain.menu import GROWS_AFTER, MENU, NOT_YET, MenuStage, menu_for, shown_at, stage_of


@pytest.mark.parametrize(
    ("worked", "stage"),
    [
        (0, MenuStage.FIRST),
        (GROWS_AFTER - 1, MenuStage.FIRST),
        (GROWS_AFTER, MenuStage.GROWN),
        (999, MenuStage.GROWN),
    ],
)
def test_ten_worked_shifts_move_the_stage(worked: int, stage: MenuStage) -> None:
    assert stage_of(worked) == stage


def test_a_first_measure_moves_it_too_and_a_team_moves_it_on() -> None:
    assert stage_of(0, measured=True) == MenuStage.GROWN
    assert stage_of(0, leads=True) == stage_of(999, measured=True, leads=True) == MenuStage.LEADS


def test_a_later_stage_leaves_nothing_out_and_changes_no_order() -> None:
    first, grown, leads = (MENU[stage] for stage in MenuStage)
    assert tuple(name for name in grown if name in first) == first
    assert leads == ("team", *grown)


@pytest.mark.parametrize("stage", MenuStage)
def test_what_is_not_built_is_not_shown(stage: MenuStage) -> None:
    assert set(shown_at(stage)) == set(MENU[stage]) - NOT_YET


def test_the_line_that_is_remembered_tells_languages_apart() -> None:
    assert menu_for("fil", 0).split() == ["fil", *shown_at(MenuStage.FIRST)]
    assert menu_for("fil", 0) != menu_for("en", 0)
