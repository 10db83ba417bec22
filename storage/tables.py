"""Every table there is, in one place for migrations and for deletion."""

from storage import (
    checkins,
    conversations,
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
    shifts,
    wins,
    checkins,
    screens,
    reminders,
    outbox,
    inbox,
    notes,
    conversations,
    house,
)
METADATA = Base.metadata
