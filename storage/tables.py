"""Every table there is, in one place for migrations and for deletion."""

from storage import (
    checkins,
    conversations,
    files,
    groups,
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
    house,
)
METADATA = Base.metadata
