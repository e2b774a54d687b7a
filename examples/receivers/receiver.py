"""A receiver of webhooks: verifies, deduplicates, answers, then works. Python 3, standard library only.

    TOCSIN_SECRET=whsec_... python3 examples/receivers/receiver.py

docs/receiving.md says what arrives and what to answer.
"""
import base64, hashlib, hmac, http.server, json, os, queue, re, threading, time

# Several secrets, separated by spaces, if several subscriptions send here: each has its own.
KEYS = [base64.b64decode(one.removeprefix("whsec_")) for one in os.environ.get("TOCSIN_SECRET", "").split()]
if not KEYS or any(len(key) < 24 for key in KEYS):
    raise SystemExit("TOCSIN_SECRET is no secret of a subscription: whsec_ and base64 of 24 bytes or more")
PORT = int(os.environ.get("RECEIVER_PORT", "9000"))
MAX_BYTES, REMEMBERED = 1_000_000, 10_000
seen, lock, events = {}, threading.Lock(), queue.Queue()


def verified(headers, body):
    """Standard Webhooks over the bytes as they came, sent within the last five minutes."""
    id, sent, signatures = (str(headers.get(f"webhook-{name}")) for name in ("id", "timestamp", "signature"))
    if not re.fullmatch("[0-9]{1,12}", sent) or abs(time.time() - int(sent)) > 300:
        return False
    content = f"{id}.{sent}.".encode(errors="replace") + body
    expected = [b"v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()) for key in KEYS]
    given = [one.encode(errors="replace") for one in signatures.split(" ")]
    return any(hmac.compare_digest(one, other) for one in given for other in expected)


def is_new(id):
    with lock:
        if id in seen:
            return False
        seen[id] = True
        if len(seen) > REMEMBERED:  # Yours: as long as you would mind a repeat, in your database
            del seen[next(iter(seen))]
        return True


class Hook(http.server.BaseHTTPRequestHandler):
    timeout = 15

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if not re.fullmatch("[0-9]{1,7}", length) or int(length) > MAX_BYTES:
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not verified(self.headers, body):
            return self.answer(401)
        if is_new(self.headers["webhook-id"]):
            events.put(body)
        self.answer(204)

    def answer(self, status):
        self.close_connection = True
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


def work():
    """What takes its time, after the answer. Yours: from a queue that outlives the process."""
    while True:
        event = json.loads(events.get())
        print(event["type"], event["id"], event.get("subject", ""), flush=True)


threading.Thread(target=work, daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Hook)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
