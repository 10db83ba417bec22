"""Telling a database that cannot answer now from a mistake of ours."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

SQLITE_WAITS = ("BUSY", "LOCKED", "FULL", "READONLY", "IOERR", "CANTOPEN")
POSTGRES_WAITS = ("08", "53", "57", "25006", "25P03", "40001", "40P01", "55P03")


class DatabaseWaits(Exception):
    """Busy, full, read-only or unreachable: it may work later.

    Nothing was changed, but for a commit whose answer was lost on the way: so what is tried again
    looks for its own work first.
    """


def is_waiting(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return any(f"SQLITE_{word}" in name for word in SQLITE_WAITS)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return str(state).startswith(POSTGRES_WAITS)


def translated(error: Exception) -> Exception:
    """DatabaseWaits in place of what the driver says when it is only waiting."""
    if isinstance(error, NoConnectionFree):
        return waits_for(error, error)
    if isinstance(error, DBAPIError) and is_waiting(error):
        return waits_for(error, error.orig)
    return error


def waits_for(error: Exception, what: BaseException | None) -> DatabaseWaits:
    waits = DatabaseWaits(type(what).__name__)
    waits.__cause__ = error
    return waits
