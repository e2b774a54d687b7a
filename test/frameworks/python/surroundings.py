"""What adapters are tested against: the fake model, a Tocsin that behaves as a test says, and clients of it."""

import asyncio
import contextlib
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "sdk-python" / "src"))

# Nothing of the frameworks reaches outside of this machine.
os.environ.update(
    OPENAI_API_KEY="sk-fake",
    ANTHROPIC_API_KEY="sk-fake",
    GOOGLE_API_KEY="fake",
    OPENAI_AGENTS_DISABLE_TRACING="1",
    LITELLM_LOCAL_MODEL_COST_MAP="True",
    LANGSMITH_TRACING="false",
    DISABLE_TELEMETRY="1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC="1",
)
os.environ.pop("TOCSIN_URL", None)

import tocsin  # noqa: E402
from tocsin._world import World  # noqa: E402

AGENT = "support-bot"
SECRET = "the-password-is-hunter2"


class FakeModel:
    """The server of test/frameworks/model."""

    def __init__(self):
        tsx = ROOT / "node_modules" / ".bin" / "tsx"
        self._process = subprocess.Popen(
            [str(tsx), str(ROOT / "test/frameworks/model/main.ts"), "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        self.url = self._process.stdout.readline().strip()

    def stop(self):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()

    def play(self, *script):
        request = urllib.request.Request(f"{self.url}/script", json.dumps(script).encode(), method="POST")
        urllib.request.urlopen(request).close()

    @property
    def requests(self):
        with urllib.request.urlopen(f"{self.url}/requests") as answer:
            return json.load(answer)

    @property
    def models(self):
        return [request["model"] for request in self.requests]


def tool_call(name="search"):
    return {"kind": "tool", "name": name, "arguments": {"query": SECRET}}


def text(words="done"):
    return {"kind": "text", "text": words}


def failure(status=400):
    return {"kind": "error", "status": status, "message": "as scripted"}


class FakeTocsin:
    """`mode` is "well", or how it fails: "hanging", "500" or "garbage". A dead one is stopped."""

    def __init__(self):
        self.mode = "well"
        self.events = []
        self.bodies = []
        self.asked = 0
        self._state = ("running", [])
        self._version = 1
        self.over = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked += 1
                self.answer(outer.directive(urllib.parse.unquote(self.path.partition("agent=")[2])), 200)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                if outer.mode == "well":
                    outer.bodies.append(body)
                    outer.events += json.loads(body)
                self.answer({"results": [], "directives": [outer.directive(AGENT)]}, 202)

            def answer(self, body, status):
                if outer.mode == "hanging":
                    outer.over.wait(30)
                elif outer.mode == "500":
                    self.send_error(500)
                elif outer.mode == "garbage":
                    self.wfile.write(b"\x00\xffHTTP nonsense\r\n\r\n")
                else:
                    text = json.dumps(body).encode()
                    self.send_response(status)
                    self.send_header("content-length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self._http = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/in/tcn_in_key/{AGENT}"

    def stop(self):
        self.over.set()
        if self._thread.is_alive():
            self._http.shutdown()
            self._http.server_close()
            self._thread.join()

    def directive(self, agent):
        state, switches = self._state
        holds = [{"id": "h", "kind": "pause", "actor": "a", "reason": "a test", "until": None}]
        return {
            **{"agent": agent, "state": state, "version": self._version},
            **{"modelSwitches": switches, "holds": holds if state == "paused" else []},
        }

    def pause(self):
        self._version += 1
        self._state = ("paused", self._state[1])

    def resume(self):
        self._version += 1
        self._state = ("running", self._state[1])

    def switch(self, **models):
        """Of names with underscores for what Python does not take."""
        self._version += 1
        self._state = (self._state[0], [{"from": old, "to": new} for old, new in models.items()])

    def of_type(self, prefix):
        return [event for event in self.events if event["type"].startswith(prefix)]


async def _soon(_seconds):
    await asyncio.sleep(0.01)


def client(url, ask_seconds=10.0, **options):
    """Asks anew at every checkpoint, and waits in short steps; for an answer as long as a slow machine may need."""
    world = World(sleep=lambda _: time.sleep(0.01), asleep=_soon, ask_seconds=ask_seconds)
    return tocsin.Tocsin(url, **{"max_age_seconds": 0.0, "world": world, **options})


def causes(error):
    """The exception and everything that it was made of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@contextlib.contextmanager
def variables(**values):
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
