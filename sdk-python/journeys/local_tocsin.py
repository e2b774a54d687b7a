"""A local Tocsin of these sources: `npm start` without npm, on a free port, with a folder of its own."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
START_SECONDS = 120


class LocalTocsin:
    def __init__(self):
        self._folder = tempfile.mkdtemp(prefix="tocsin-")
        self._log = pathlib.Path(self._folder) / "stderr.log"
        self._process = None
        self._port = "0"

    def start(self):
        # As npm has it: the Node of the dependencies comes first.
        path = os.pathsep.join([str(ROOT / "node_modules" / ".bin"), os.environ["PATH"]])
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                ["node", "--import", "tsx", "local/main.ts"],
                cwd=ROOT,
                env={**os.environ, "PATH": path, "PORT": self._port, "TOCSIN_STATE": self._folder},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.file = self._wait_until_ready()
        self._port = self.file["apiUrl"].rsplit(":", 1)[1]

    def kill(self):
        self._process.kill()
        self._process.wait()

    def stop(self):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def url_for(self, agent):
        """What TOCSIN_URL is for an agent."""
        key = self.file.get("pathKey") or self.file["ingestKey"]
        return f"{self.file['apiUrl']}/in/{key}/{urllib.parse.quote(agent, safe='')}"

    def ask(self, method, path, body=None, **query):
        """As an operator, with the admin key."""
        headers = {"authorization": f"Bearer {self.file['adminKey']}", "content-type": "application/json"}
        url = f"{self.file['apiUrl']}{path}?{urllib.parse.urlencode(query)}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def events_of(self, agent, count, seconds=30):
        """The events of an agent as they are listed, once there are so many: index reads lag a little."""
        until = time.monotonic() + seconds
        while True:
            listed = [one for one in self._all_events() if one["source"] == agent]
            if len(listed) >= count or time.monotonic() > until:
                return listed
            time.sleep(0.2)

    def _all_events(self):
        found, cursor = [], {}
        while True:
            page = self.ask("GET", "/v1/events", limit=100, **cursor)
            found += page["data"]
            if not page.get("nextCursor"):
                return found
            cursor = {"cursor": page["nextCursor"]}

    def _wait_until_ready(self):
        file = pathlib.Path(self._folder) / "local.json"
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(self._log.read_text())
            if file.exists():
                found = json.loads(file.read_text())
                if found["pid"] == self._process.pid:
                    return found
            time.sleep(0.1)
        raise TimeoutError("the local Tocsin did not start")
