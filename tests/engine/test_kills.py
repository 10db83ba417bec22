"""Twenty SIGKILLs at random moments while people talk and prompts fall due, on both databases.

`make bench` has two hundred of them.
"""

from tests.engine.aftermath import mistakes
from tests.engine.kills import Plan, killed_again_and_again
from tests.engine.service import Service
from tests.storage.samples import on_both

SHORT = Plan(kills=20, talking=16, prompts=40, seconds=12)


@on_both
async def test_killed_twenty_times_nothing_is_lost_and_nothing_comes_twice(
    service: Service,
) -> None:
    rounds = await killed_again_and_again(service, SHORT)

    assert mistakes(service, rounds) == []
    assert sum(len(talker.lines) for talker in rounds.talkers) > SHORT.kills
    assert 0 < rounds.early < SHORT.kills
