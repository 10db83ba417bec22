"""Every table there is, in one place for migrations and for deletion."""

from storage import (
    checkins,
    conversations,
    files,
    groups,
    halts,
    house,
    inbox,
    notes,
    outbox,
    people,
    reminders,
    screens,
    shifts,
    wins,
)
from storage.base import Base

MODULES = (
    people,
    groups,
    shifts,
    wins,
    checkins,
    screens,
    reminders,
    outbox,
    files,
    inbox,
    notes,
    conversations,
    halts,
    house,
)
METADATA = Base.metadata
