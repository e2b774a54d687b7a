"""A Tocsin that tests script, and a world whose time passes only when somebody waits."""

import json

import tocsin
from tocsin._transport import Answer
from tocsin._world import World

URL = "https://api.example.com/in/tcn_in_key/support-bot"


def directive(state="running", version=1, agent="support-bot", switches=(), holds=()):
    switches = [{"from": old, "to": new} for old, new in switches]
    return {"agent": agent, "state": state, "modelSwitches": switches, "holds": list(holds), "version": version}


def pause(reason="five failures", until=None, kind="pause"):
    return {"id": "hold_1", "kind": kind, "actor": "monitor mon_1", "reason": reason, "until": until}


class FakeTocsin:
    """`script` holds what the next requests are answered: an Answer, an Exception, or a status. Then all is well."""

    def __init__(self):
        self.requests = []
        self.script = []
        self.directive = directive()
        self.tag = None
        # Called with each request, before it is answered.
        self.on_request = lambda request: None

    def __call__(self, request):
        self.requests.append(request)
        self.on_request(request)
        if self.script:
            scripted = self.script.pop(0)
            if isinstance(scripted, Exception):
                raise scripted
            return Answer(scripted, b"{}") if isinstance(scripted, int) else scripted
        return self.posted(request) if request.method == "POST" else self.shown(request)

    def posted(self, request):
        results = [{"status": "accepted", "id": "evt_1"} for _ in json.loads(request.body)]
        return Answer(202, json.dumps({"results": results, "directives": [self.directive]}).encode())

    def shown(self, request):
        if self.tag and request.headers.get("if-none-match") == self.tag:
            return Answer(304, b"", {"etag": self.tag})
        return Answer(200, json.dumps(self.directive).encode(), {"etag": self.tag} if self.tag else {})

    @property
    def posts(self):
        return [request for request in self.requests if request.method == "POST"]

    @property
    def asked(self):
        return [request for request in self.requests if request.method == "GET"]

    @property
    def events(self):
        """Of the requests that a real one would have taken as well: each key counts once."""
        bodies = {request.headers["idempotency-key"]: request.body for request in self.posts}
        return [event for body in bodies.values() for event in json.loads(body)]


class Clock:
    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []
        # Called after each sleep.
        self.on_sleep = lambda: None

    def now(self):
        return self.seconds

    def wall(self):
        return 1_769_860_800.0 + self.seconds - 1_000.0

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.seconds += seconds
        self.on_sleep()

    async def asleep(self, seconds):
        self.sleep(seconds)

    def wait(self, _condition, seconds):
        assert seconds is not None, "nothing would ever end this"
        self.sleep(seconds)


def client(tocsin_api, clock, url=URL, **options):
    """A client without threads: `flush` sends, and a question is answered at once."""
    world = World(
        transport=tocsin_api,
        now=clock.now,
        wall=clock.wall,
        random=lambda: 0.5,
        sleep=clock.sleep,
        asleep=clock.asleep,
        wait=clock.wait,
        threads=False,
    )
    return tocsin.Tocsin(url, world=world, **options)
