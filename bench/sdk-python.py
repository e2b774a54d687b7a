"""What the Python SDK adds to a call of an agent, however Tocsin behaves: python bench/sdk-python.py [CALLS]

A call is what an adapter does for a model request: a checkpoint, the name of the model, and the report. Calls are a
millisecond apart, over several times the two seconds for which a directive is remembered. At the end, the memory that
100,000 events take while nobody is there.
"""

import asyncio
import http.server
import pathlib
import resource
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sdk-python" / "src"))

import tocsin  # noqa: E402

CALLS = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
ANSWERS = {
    "well": b'{"agent":"a","state":"running","version":1,"results":[],"directives":[]}',
    "garbage": b"<html>",
}


class Stub:
    """Answers as Tocsin would, or as `mode` says."""

    def __init__(self, mode):
        over = self.over = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(200)

            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                self.answer(202)

            def answer(self, status):
                if mode == "hanging":
                    over.wait(30)
                    return
                body = ANSWERS.get(mode, b"")
                self.send_response(500 if mode == "500" else status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/in/key/a"
        self._thread = threading.Thread(target=self._http.serve_forever)
        self._thread.start()
        if mode == "dead":
            self.stop()

    def stop(self):
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def report(client, number):
    client.model("gpt-5")
    client.track("llm.request.completed", model="gpt-5", inputTokens=120, outputTokens=number)


def synchronous(client):
    took = []
    for number in range(CALLS):
        began = time.perf_counter()
        client.checkpoint()
        report(client, number)
        took.append(time.perf_counter() - began)
        time.sleep(0.001)
    return took


async def asynchronous(client):
    took = []
    for number in range(CALLS):
        began = time.perf_counter()
        await client.acheckpoint()
        report(client, number)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.001)
    return took


def line(name, took):
    took = sorted(took)
    values = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.99, 0.999))
    print(f"{name:26}" + "".join(f"{value:10.3f}" for value in (*values, took[-1] * 1000)))


def main():
    print(f"{CALLS} calls, ms added{'':6}" + "".join(f"{name:>10}" for name in ("p50", "p99", "p99.9", "max")))
    for mode in ("well", "dead", "hanging", "500", "garbage"):
        for kind in ("sync", "async"):
            stub = Stub(mode)
            client = tocsin.Tocsin(stub.url)
            line(f"{mode}, {kind}", synchronous(client) if kind == "sync" else asyncio.run(asynchronous(client)))
            began = time.perf_counter()
            client.close()
            if kind == "sync":
                print(f"{'':26}{'close':>10}{(time.perf_counter() - began) * 1000:10.0f}")
            if mode != "dead":
                stub.stop()
    memory()


def memory():
    stub = Stub("dead")
    client = tocsin.Tocsin(stub.url)
    for number in range(5_000):
        client.track("a.b", n=number, text="x" * 200)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    for number in range(100_000):
        client.track("a.b", n=number, text="x" * 200)
    each = (time.perf_counter() - began) / 100_000
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"100,000 events while dead: {each * 1e6:.1f} us each, {grown} KiB more, dropped {client.dropped()}")
    client.close()


main()
