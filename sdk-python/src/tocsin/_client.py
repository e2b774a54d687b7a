"""The client: what an application calls. Nothing of it raises but `checkpoint`, which raises AgentPaused."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import _process
from ._checkpoint import OnUnreachable, Policy, WhenPaused, acarry_out, carry_out, checkpoint
from ._directive import AgentPaused, Directive
from ._directives import Directives
from ._event import MAX_EVENT_BYTES, Event, encode, timestamp
from ._log import log
from ._run import Run, Step, current_run
from ._sender import Sender
from ._settings import Connection, is_set, read_connection
from ._world import World

BeforeSend = Callable[[Event], Event | None]
_DROPPED = "agent.events.dropped"


@dataclass(frozen=True)
class _Parts:
    """What belongs to one process: threads and locks do not survive a fork."""

    sender: Sender
    directives: Directives
    process: int


class Tocsin:
    """Reports events and knows what Tocsin asks of the agent. It is safe to use from any thread."""

    def __init__(
        self,
        url: str | None = None,
        *,
        agent: str | None = None,
        key: str | None = None,
        disabled: bool | None = None,
        before_send: BeforeSend | None = None,
        when_paused: WhenPaused = "wait",
        max_wait_seconds: float | None = None,
        on_unreachable: OnUnreachable = "continue",
        max_age_seconds: float = 2.0,
        world: World | None = None,
    ) -> None:
        self._world = world or World()
        self._before_send = before_send
        self._policy = Policy(when_paused, max_wait_seconds, on_unreachable, max_age_seconds)
        self._connection = _connection(url, key, agent, disabled)
        self.agent = self._connection.agent if self._connection else agent
        self._reporter = self.agent
        self._parts: _Parts | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        self._has_warned = False
        if self._connection:
            _process.adopt(self)

    @property
    def is_enabled(self) -> bool:
        return self._connection is not None

    @property
    def max_wait_seconds(self) -> float | None:
        """How long a checkpoint waits at most; None: as long as the pause lasts."""
        return self._policy.max_wait_seconds

    def now(self) -> float:
        """Monotonic seconds."""
        return self._world.now()

    def ms_since(self, began: float) -> int:
        """Whole milliseconds since a time that `now` answered."""
        return max(0, round((self.now() - began) * 1000))

    def track(
        self,
        type: str,
        data: Mapping[str, Any] | None = None,
        /,
        *,
        subject: str | None = None,
        agent: str | None = None,
        id: str | None = None,
        time: float | None = None,
        **fields: Any,
    ) -> None:
        """Reports one event. `fields` are added to its data; `time` is in epoch seconds; `subject` is the current run."""
        if self._connection is None:
            return
        try:
            self._track(type, {**(data or {}), **fields}, subject, agent, id, time)
        except Exception:
            self._drop("invalid")
            log.debug("an event was dropped", exc_info=True)

    def run(
        self, id: str | None = None, *, agent: str | None = None, deadline_seconds: float | None = None, **data: Any
    ) -> Run:
        """A context, for `with` or `async with`: reports that a run has started, and how it ended."""
        return Run(self, id, agent or self.agent, deadline_seconds, data)

    def step(self, name: str, **data: Any) -> Step:
        """A context inside a run: a checkpoint first, and a report of how it went."""
        return Step(self, name, data, current_run.get())

    def checkpoint(
        self,
        *,
        agent: str | None = None,
        when_paused: WhenPaused | None = None,
        max_wait_seconds: float | None = None,
    ) -> Directive:
        """Returns when the agent may go on. While it is paused it waits, or raises AgentPaused."""
        try:
            parts, named, policy = self._asking(agent, when_paused, max_wait_seconds)
            if parts is None:
                return Directive(named)
            beat = self._heartbeat_of(named)
            return carry_out(checkpoint(named, policy, parts.directives, self._world, beat), self._world)
        except AgentPaused:
            raise
        except Exception:
            log.debug("the checkpoint was left out", exc_info=True)
            return Directive(agent or self.agent or "")

    async def acheckpoint(
        self,
        *,
        agent: str | None = None,
        when_paused: WhenPaused | None = None,
        max_wait_seconds: float | None = None,
    ) -> Directive:
        """`checkpoint` for coroutines: the loop goes on meanwhile."""
        if not _has_loop():
            # Another library's loop: waiting blocks it, going on would ignore a pause.
            return self.checkpoint(agent=agent, when_paused=when_paused, max_wait_seconds=max_wait_seconds)
        try:
            parts, named, policy = self._asking(agent, when_paused, max_wait_seconds)
            if parts is None:
                return Directive(named)
            beat = self._heartbeat_of(named)
            return await acarry_out(checkpoint(named, policy, parts.directives, self._world, beat), self._world)
        except AgentPaused:
            raise
        except Exception:
            log.debug("the checkpoint was left out", exc_info=True)
            return Directive(agent or self.agent or "")

    def directive(self, agent: str | None = None) -> Directive:
        """What is known, without asking."""
        named = self._agent(agent) or ""
        parts = self._parts_now()
        known = parts.directives.known(named) if parts else None
        return known.directive if known else Directive(named)

    def model(self, name: str, *, agent: str | None = None) -> str:
        """The model to use where `name` would be used. From memory: a checkpoint before it makes it current."""
        try:
            return self.directive(agent).model(name)
        except Exception:
            log.debug("the model was not looked up", exc_info=True)
            return name

    def dropped(self) -> dict[str, int]:
        """Events that were dropped and not reported yet, by reason."""
        parts = self._parts_now()
        return parts.sender.dropped() if parts else {}

    def flush(self, timeout: float = 2.0) -> bool:
        """Sends what waits, in at most so many seconds. True if nothing is left."""
        return self._flush(timeout, close=False)

    def close(self, timeout: float = 2.0) -> bool:
        """Sends what waits and ends. True if nothing was lost."""
        if self._is_closed:
            return True
        self._is_closed = True
        return self._flush(timeout, close=True)

    async def aclose(self, timeout: float = 2.0) -> bool:
        """`close` for coroutines: the loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(None, self.close, timeout)

    def __enter__(self) -> Tocsin:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Tocsin:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def forget(self) -> None:
        """In a forked process: what waits is sent by the process that tracked it."""
        self._parts = None
        self._lock = threading.Lock()

    def _flush(self, timeout: float, close: bool) -> bool:
        try:
            parts = self._parts
            if parts is None or parts.process != os.getpid():
                return True
            if close:
                parts.directives.close()
            return parts.sender.flush(timeout, close)
        except Exception:
            log.debug("the flush failed", exc_info=True)
            return False

    def _track(
        self,
        type: str,
        data: dict[str, Any],
        subject: str | None,
        agent: str | None,
        id: str | None,
        time: float | None,
    ) -> None:
        run = current_run.get()
        source = self._agent(agent)
        subject = subject or (run.id if run else None)
        if source is None:
            self._warn("no agent is named: put it into TOCSIN_URL, or give the client `agent`")
            self._drop("noAgent")
            return
        self._reporter = source
        at = timestamp(self._world.wall() if time is None else time)
        event: Event = {"type": type, "source": source, "time": at, "data": data}
        event |= ({"subject": str(subject)} if subject else {}) | ({"id": id} if id else {})
        if self._before_send:
            filtered = self._before_send(event)
            if filtered is None:
                return
            event = filtered
        self._put(event, encode(event))

    def _put(self, event: Event, body: bytes) -> None:
        if len(body) > MAX_EVENT_BYTES:
            self._drop("tooLarge")
            return
        parts = self._parts_now()
        if parts:
            parts.sender.put(body, str(event.get("type")).startswith("agent.run."))

    def _agent(self, given: str | None) -> str | None:
        if given:
            return given
        run = current_run.get()
        return run.agent if run and run.agent else self.agent

    def _asking(
        self, agent: str | None, when_paused: WhenPaused | None, max_wait_seconds: float | None
    ) -> tuple[_Parts | None, str, Policy]:
        named = self._agent(agent)
        policy = replace(self._policy, when_paused=when_paused or self._policy.when_paused)
        if max_wait_seconds is not None:
            policy = replace(policy, max_wait_seconds=max_wait_seconds)
        return (self._parts_now() if named else None), named or "", policy

    def _heartbeat_of(self, agent: str) -> Callable[[], None]:
        return lambda: self.track("agent.heartbeat", agent=agent)

    def _parts_now(self) -> _Parts | None:
        if self._connection is None:
            return None
        parts = self._parts
        if parts is not None and parts.process == os.getpid():
            return parts
        with self._lock:
            if self._parts is None or self._parts.process != os.getpid():
                self._parts = self._new_parts(self._connection)
                _process.close_at_exit_of_child()
            return self._parts

    def _new_parts(self, connection: Connection) -> _Parts:
        directives = Directives(connection, self._world)
        sender = Sender(connection, self._world, self._report, directives.learn)
        return _Parts(sender, directives, os.getpid())

    def _report(self, dropped: Counter[str]) -> bytes | None:
        """The event that says what was dropped."""
        if self._reporter is None:
            return None
        data = {"count": sum(dropped.values()), "reasons": dict(dropped)}
        at = timestamp(self._world.wall())
        return encode({"type": _DROPPED, "source": self._reporter, "time": at, "data": data})

    def _drop(self, reason: str) -> None:
        parts = self._parts_now()
        if parts:
            parts.sender.drop(reason)

    def _warn(self, text: str) -> None:
        if not self._has_warned:
            log.warning(text)
        self._has_warned = True


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _connection(
    url: str | None, key: str | None, agent: str | None, disabled: bool | None
) -> Connection | None:
    """None makes a client that does nothing."""
    if is_set(os.environ.get("TOCSIN_DISABLED")) if disabled is None else disabled:
        return None
    url = url or os.environ.get("TOCSIN_URL")
    if not url:
        log.debug("TOCSIN_URL is not set: nothing is reported")
        return None
    try:
        return read_connection(url, key, agent, os.environ.get("TOCSIN_KEY"))
    except ValueError as error:
        log.warning("nothing is reported: %s", error)
        return None
