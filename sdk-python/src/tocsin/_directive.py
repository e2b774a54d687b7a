"""What an agent is asked to be (docs/events.md, "Directives")."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hold:
    """Why: one request that is in force."""

    id: str
    kind: str
    actor: str
    reason: str
    until: str | None = None

    def is_over(self, seconds: float) -> bool:
        """By the clock of this machine, epoch seconds. A review that nobody has decided goes on pausing."""
        if self.until is None or self.kind == "review":
            return False
        try:
            until = datetime.datetime.fromisoformat(self.until.replace("Z", "+00:00"))
            return until.timestamp() <= seconds
        except (ValueError, OverflowError):
            return False


@dataclass(frozen=True)
class Directive:
    """`known` is false while Tocsin has not said anything."""

    agent: str
    paused: bool = False
    model_switches: tuple[tuple[str, str], ...] = ()
    holds: tuple[Hold, ...] = field(default=())
    version: int = 0
    known: bool = False

    @property
    def reason(self) -> str:
        return "; ".join(hold.reason for hold in self.pauses if hold.reason)

    @property
    def pauses(self) -> tuple[Hold, ...]:
        return tuple(hold for hold in self.holds if hold.kind in ("pause", "review"))

    @property
    def until(self) -> str | None:
        """When the pause ends by itself; None if somebody has to end it."""
        ends = [hold.until for hold in self.pauses]
        return None if not ends or None in ends else max(end for end in ends if end is not None)

    def model(self, name: str) -> str:
        """The model to use where `name` would be used. A gateway's prefix (`openai/gpt-5`) stays."""
        for old, new in self.model_switches:
            if old == name:
                return new
        for sign in ("/", ":"):
            prefix, found, bare = name.partition(sign)
            for old, new in self.model_switches if found else ():
                if old == bare:
                    return new if sign in new else f"{prefix}{sign}{new}"
        return name


class AgentPaused(Exception):
    """Tocsin asks the agent to pause. Its work can go on later, from where it stopped."""

    def __init__(self, directive: Directive) -> None:
        super().__init__(f"{directive.agent} is paused: {directive.reason or 'no reason was given'}")
        self.directive = directive

    def __reduce__(self) -> tuple[type[AgentPaused], tuple[Directive]]:
        return type(self), (self.directive,)

    @property
    def holds(self) -> tuple[Hold, ...]:
        return self.directive.holds

    @property
    def reason(self) -> str:
        return self.directive.reason

    @property
    def until(self) -> str | None:
        return self.directive.until


def read_directive(value: object) -> Directive | None:
    """A directive as the API writes it; None if it is not one."""
    if not isinstance(value, dict) or value.get("state") not in ("running", "paused"):
        return None
    agent, version = value.get("agent"), value.get("version")
    if not isinstance(agent, str) or not isinstance(version, int):
        return None
    switches = _objects(value.get("modelSwitches"))
    return Directive(
        agent=agent,
        paused=value["state"] == "paused",
        model_switches=tuple(
            (one["from"], one["to"])
            for one in switches
            if isinstance(one.get("from"), str) and isinstance(one.get("to"), str) and one["to"]
        ),
        holds=tuple(_hold(one) for one in _objects(value.get("holds"))),
        version=version,
        known=True,
    )


def _hold(value: dict[str, object]) -> Hold:
    until = value.get("until")
    texts = {name: str(value.get(name, "")) for name in ("id", "kind", "actor", "reason")}
    return Hold(**texts, until=until if isinstance(until, str) else None)


def _objects(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
