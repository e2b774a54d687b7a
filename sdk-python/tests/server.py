"""An HTTP server on loopback that keeps what it is sent and answers what a test says."""

import http.server
import json
import threading


class Server:
    """`behave` gets the request's handler and answers it; without one, events are accepted and agents run."""

    def __init__(self, behave=None):
        self.events = []
        self.requests = []
        self.arrived = threading.Condition()
        self.over = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer._handle(self, b"")

            def do_POST(self):
                outer._handle(self, self.rfile.read(int(self.headers["content-length"])))

            def log_message(self, *_):
                pass

        self._behave = behave or self.accept
        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self.tocsin_url = f"{self.url}/in/tcn_in_key/support-bot"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def wait_for(self, count, seconds=10):
        with self.arrived:
            self.arrived.wait_for(lambda: len(self.events) >= count, seconds)
            return list(self.events)

    def _handle(self, handler, body):
        handler.body = body
        self.requests.append((handler.command, handler.path, dict(handler.headers)))
        try:
            self._behave(handler)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def accept(self, handler):
        if handler.command == "GET":
            answer(handler, 200, {"agent": "support-bot", "state": "running", "version": 1})
            return
        with self.arrived:
            self.events += json.loads(handler.body)
            self.arrived.notify_all()
        answer(handler, 202, {"results": [], "directives": []})


def answer(handler, status, body, headers=()):
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in headers:
        handler.send_header(name, value)
    handler.send_header("content-length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text)
