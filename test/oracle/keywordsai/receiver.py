"""A receiver as Keywords AI documents it: what was parsed is written again, and that text is verified.

POST / answers 204 if the signature is right and 401 if not; POST /dumps answers with the text as Python writes it.
Prints its port; ends when its standard input does. The secret is in SECRET.
"""

import hmac
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["SECRET"]


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one packet: two would wait for each other

    def do_POST(self):
        data = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/dumps":
            return self.answer(200, json.dumps(data).encode())
        signature = self.headers.get("X-Keywordsai-Signature")
        stringified = json.dumps(data)
        compare = hmac.new(SECRET.encode(), msg=stringified.encode(), digestmod="sha256").hexdigest()
        renamed = self.headers.get("X-Respan-Signature")
        self.answer(204 if compare == signature == renamed else 401, b"")

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, sys.version.split()[0], flush=True)
sys.stdin.read()
