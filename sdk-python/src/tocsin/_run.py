"""A run, and its steps, as contexts: they report their beginning and their end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextvars import ContextVar, Token
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ._directive import AgentPaused
from ._event import error_data

if TYPE_CHECKING:
    from ._client import Tocsin

current_run: ContextVar[Run | None] = ContextVar("tocsin_run", default=None)


class Run:
    """One piece of an agent's work. What is tracked inside is part of it. `data` is sent with its end."""

    def __init__(
        self, client: Tocsin, id: str | None, agent: str | None, deadline_seconds: float | None, started: dict[str, Any]
    ) -> None:
        self.id = id or f"run_{uuid.uuid4().hex}"
        self.agent = agent
        self.data: dict[str, Any] = {}
        self._client = client
        self._started = dict(started)
        if deadline_seconds is not None:
            self._started["deadlineMs"] = round(deadline_seconds * 1000)
        self._began = 0.0
        self._token: Token[Run | None] | None = None

    def track(self, type: str, data: Mapping[str, Any] | None = None, /, **fields: Any) -> None:
        self._client.track(type, data, **{"subject": self.id, "agent": self.agent, **fields})

    def step(self, name: str, **data: Any) -> Step:
        return Step(self._client, name, data, self)

    def __enter__(self) -> Run:
        self._token = current_run.set(self)
        self._began = self._client.now()
        self.track("agent.run.started", self._started)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        data = {"durationMs": self._client.ms_since(self._began), **self.data}
        if isinstance(error, AgentPaused):
            # Not a failure: monitors of failures must not count what a pause has stopped.
            self.track("agent.run.completed", {**data, "paused": True})
        elif error is not None:
            self.track("agent.run.failed", {**data, "error": error_data(error)})
        else:
            self.track("agent.run.completed", data)
        self._leave()

    async def __aenter__(self) -> Run:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    def _leave(self) -> None:
        try:
            if self._token is not None:
                current_run.reset(self._token)
        except ValueError:
            # Left in another context than it was entered in, as a generator may be.
            current_run.set(None)


class Step:
    """A part of a run. It begins with a checkpoint, so that a pause is honoured between steps."""

    def __init__(self, client: Tocsin, name: str, data: dict[str, Any], run: Run | None) -> None:
        self.name = name
        self.data = dict(data)
        self._client = client
        self._run = run
        self._began = 0.0

    def __enter__(self) -> Step:
        self._client.checkpoint(agent=self._agent())
        self._began = self._client.now()
        return self

    async def __aenter__(self) -> Step:
        await self._client.acheckpoint(agent=self._agent())
        self._began = self._client.now()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, AgentPaused):
            return
        data = {"step": self.name, "durationMs": self._client.ms_since(self._began), **self.data}
        if error is None:
            self._track("agent.step.completed", data)
        else:
            self._track("agent.step.failed", {**data, "error": error_data(error)})

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    def _agent(self) -> str | None:
        return self._run.agent if self._run else None

    def _track(self, type: str, data: dict[str, Any]) -> None:
        if self._run:
            self._run.track(type, data)
        else:
            self._client.track(type, data)
