"""What stands in the database of a world, looked at from beside."""

from typing import Any

from sandbox.world import World


def rows(world: World, question: str) -> list[tuple[Any, ...]]:
    with world.angat.db.reading.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(question)]


def column(world: World, question: str) -> list[Any]:
    return [row[0] for row in rows(world, question)]


def wins(world: World) -> list[str]:
    return column(world, "SELECT text FROM win ORDER BY text")


def inbox_rows(world: World) -> int:
    return len(column(world, "SELECT seq FROM inbox"))


def open_rows(world: World) -> int:
    return len(column(world, "SELECT seq FROM inbox WHERE closed_at IS NULL"))


def dead_rows(world: World) -> int:
    return len(column(world, "SELECT id FROM dead"))


def letters(world: World) -> list[str]:
    """The states of all letters, in the order they were promised."""
    return column(world, "SELECT state FROM outbox ORDER BY id")
