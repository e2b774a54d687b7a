"""The newest directive of each agent, and the thread that asks for it."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from ._api import Refused, Shown, Unanswered, show
from ._circuit import Circuit
from ._directive import Directive
from ._log import log
from ._settings import Connection
from ._world import World

MAX_AGENTS = 100


@dataclass(frozen=True)
class Known:
    """A directive, when it was confirmed last (monotonic seconds), and its tag."""

    directive: Directive
    at: float
    tag: str | None = None


class Question:
    """One request for a directive, which several callers may wait for."""

    def __init__(self, agent: str) -> None:
        self.agent = agent
        self._done = threading.Event()
        self._callbacks: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def wait(self, seconds: float) -> bool:
        return self._done.wait(seconds)

    def when_done(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if not self._done.is_set():
                self._callbacks.append(callback)
                return
        callback()

    def finish(self) -> None:
        with self._lock:
            self._done.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()


class Directives:
    def __init__(self, connection: Connection, world: World) -> None:
        self._connection = connection
        self._world = world
        self._changed = threading.Condition()
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._questions: dict[str, Question] = {}
        self._waiting: deque[Question] = deque()
        self._circuit = Circuit()
        self._thread: threading.Thread | None = None
        self._closed = False
        # After a question without an answer in time nobody waits, until there has been one.
        self._is_silent = False

    def known(self, agent: str) -> Known | None:
        return self._known.get(agent)

    @property
    def is_silent(self) -> bool:
        return self._is_silent

    def learn(self, directives: list[Directive], began: float) -> None:
        """What an answer says whose request began at that time. An older answer may arrive later."""
        with self._changed:
            for directive in directives:
                self._learn(directive, None, began)

    def ask(self, agent: str) -> Question | None:
        """Asks in the background. None if nobody is asked now: the circuit is open, or the client closed."""
        with self._changed:
            question = self._questions.get(agent)
            if question is not None:
                return question
            if self._closed or self._circuit.open_for(self._world.now()) > 0:
                return None
            if not self._start():
                return None
            question = self._questions[agent] = Question(agent)
            self._waiting.append(question)
            self._changed.notify_all()
        if not self._world.threads:
            self.answer_next()
        return question

    def gave_up(self) -> None:
        """A caller has waited in vain."""
        self._is_silent = True

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def answer_next(self) -> None:
        question = self._waiting.popleft()
        began = self._world.now()
        try:
            self._answer(question.agent, began)
        except Exception:
            self._is_silent = True
            log.debug("a directive could not be read", exc_info=True)
        finally:
            with self._changed:
                self._questions.pop(question.agent, None)
            question.finish()

    def _answer(self, agent: str, began: float) -> None:
        known = self._known.get(agent)
        result = show(self._world.transport, self._connection, agent, known.tag if known else None)
        now = self._world.now()
        if isinstance(result, (Unanswered, Refused)):
            log.debug("no directive: %s", result.why)
            self._is_silent = True
            self._circuit.failed(now)
            return
        self._circuit.succeeded()
        self._is_silent = now - began > self._world.ask_seconds
        with self._changed:
            self._confirm(agent, result, began)

    def _confirm(self, agent: str, result: Shown, began: float) -> None:
        if result.directive is not None:
            self._learn(result.directive, result.tag, began)
        elif known := self._known.get(agent):
            self._known[agent] = Known(known.directive, self._world.now(), known.tag)

    def _learn(self, directive: Directive, tag: str | None, began: float) -> None:
        known = self._known.get(directive.agent)
        # A hold that ends by itself changes no version: a later question wins over an equal version.
        if known and began < known.at and directive.version <= known.directive.version:
            return
        if tag is None and known and known.directive == directive:
            tag = known.tag
        self._known[directive.agent] = Known(directive, self._world.now(), tag)
        self._known.move_to_end(directive.agent)
        while len(self._known) > MAX_AGENTS:
            self._known.popitem(last=False)

    def _start(self) -> bool:
        if self._thread is not None or not self._world.threads:
            return True
        thread = threading.Thread(target=self._run, name="tocsin-directives", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            log.debug("no thread can be started")
            return False
        self._thread = thread
        return True

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    if self._closed:
                        return
                    self._world.wait(self._changed, None)
            self.answer_next()
