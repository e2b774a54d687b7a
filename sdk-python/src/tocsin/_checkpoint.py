"""Whether an agent may go on: one procedure for threads and for coroutines, as steps that each of them carries out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal

from ._directive import AgentPaused, Directive
from ._directives import Directives, Known, Question
from ._world import World

WhenPaused = Literal["wait", "raise"]
OnUnreachable = Literal["continue", "pause"]

_FIRST_POLL_SECONDS = 2.0
_LAST_POLL_SECONDS = 10.0
_HEARTBEAT_SECONDS = 30.0
# A pause that Tocsin has not confirmed for so long is over, if an unreachable Tocsin means "continue".
_UNCONFIRMED_SECONDS = 300.0


@dataclass(frozen=True)
class Policy:
    when_paused: WhenPaused = "wait"
    # None: as long as the pause lasts.
    max_wait_seconds: float | None = None
    on_unreachable: OnUnreachable = "continue"
    max_age_seconds: float = 2.0


@dataclass(frozen=True)
class Sleep:
    seconds: float


# What a step asks for: a pause, or the answer to a question; it is sent back whether the answer came in time.
Step = Sleep | Question
Steps = Generator[Step, bool, Directive]


def checkpoint(
    agent: str, policy: Policy, directives: Directives, world: World, heartbeat: Callable[[], None]
) -> Steps:
    """Ends with the directive when the agent may go on. Raises AgentPaused."""
    directive = yield from _look(agent, policy, directives, world, policy.max_age_seconds)
    began = world.now()
    poll, beat_at = _FIRST_POLL_SECONDS, began + _HEARTBEAT_SECONDS
    while directive.paused:
        left = _left(policy, began, world.now())
        if left <= 0:
            raise AgentPaused(directive)
        yield Sleep(min(poll, left))
        poll = min(poll * 1.5, _LAST_POLL_SECONDS)
        if world.now() >= beat_at:
            beat_at = world.now() + _HEARTBEAT_SECONDS
            heartbeat()
        directive = yield from _look(agent, policy, directives, world, 0.0)
    return directive


def _left(policy: Policy, began: float, now: float) -> float:
    if policy.when_paused == "raise":
        return 0.0
    return float("inf") if policy.max_wait_seconds is None else began + policy.max_wait_seconds - now


def _look(agent: str, policy: Policy, directives: Directives, world: World, max_age: float) -> Steps:
    known = directives.known(agent)
    if known is None or world.now() - known.at > max_age:
        question = directives.ask(agent)
        if question is not None and not directives.is_silent and not (yield question):
            directives.gave_up()
        known = directives.known(agent)
    return _asked_of(agent, known, policy, world)


def _asked_of(agent: str, known: Known | None, policy: Policy, world: World) -> Directive:
    if known is None or world.now() - known.at > _UNCONFIRMED_SECONDS:
        before = known.directive if known else Directive(agent)
        return _with_state(before, policy.on_unreachable == "pause")
    directive = known.directive
    pauses = directive.pauses
    # Without a word from Tocsin, a pause ends when it said that it would.
    if directive.paused and pauses and all(hold.is_over(world.wall()) for hold in pauses):
        return _with_state(directive, False)
    return directive


def _with_state(directive: Directive, paused: bool) -> Directive:
    return Directive(
        directive.agent, paused, directive.model_switches, directive.holds, directive.version, directive.known
    )


def carry_out(steps: Steps, world: World) -> Directive:
    """In this thread."""
    answered = False
    try:
        step = next(steps)
        while True:
            if isinstance(step, Sleep):
                world.sleep(step.seconds)
            else:
                answered = step.wait(world.ask_seconds)
            step = steps.send(answered)
    except StopIteration as end:
        return _result(end)


async def acarry_out(steps: Steps, world: World) -> Directive:
    """In this task, without blocking its loop."""
    answered = False
    try:
        step = next(steps)
        while True:
            if isinstance(step, Sleep):
                await world.asleep(step.seconds)
            else:
                answered = await _answered(step, world.ask_seconds)
            step = steps.send(answered)
    except StopIteration as end:
        return _result(end)


def _result(end: StopIteration) -> Directive:
    value: Directive = end.value
    return value


async def _answered(question: Question, seconds: float) -> bool:
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def wake() -> None:
        try:
            loop.call_soon_threadsafe(done.set)
        except RuntimeError:
            # The loop has ended meanwhile; nobody waits any more.
            pass

    question.when_done(wake)
    try:
        await asyncio.wait_for(done.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    return True
