"""A webhook sender as one writes it in an afternoon, and its adapter for the conformance suite.

It signs by Standard Webhooks and retries three times. It knows nothing of Retry-After, of 410 and 413, of the time
that a body may take, or of addresses that are none of its business, and urllib follows redirects for it.
Nothing but Python 3.8 or later is needed.
"""

import base64, hashlib, hmac, json, os, sys, threading, time, urllib.error, urllib.request, uuid

endpoints = {}
output = threading.Lock()


def attempt(endpoint, event_id, body):
    key = base64.b64decode(endpoint["secret"][len("whsec_"):])
    timestamp = str(int(time.time()))
    signed = f"{event_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    request = urllib.request.Request(endpoint["url"], data=body, headers={
        "Content-Type": "application/json", "User-Agent": "naive-sender/1",
        "webhook-id": event_id, "webhook-timestamp": timestamp, "webhook-signature": "v1," + signature})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            answer.read()
            return True
    except Exception:
        return False


def deliver(endpoint, event_id, body):
    for delay in [0] + endpoint["delays"]:
        time.sleep(delay)
        if endpoint.get("deleted") or attempt(endpoint, event_id, body):
            return


def hello(params):
    return {"protocol": 1, "name": "naive sender (Python)", "capabilities": ["schedule", "delete"],
            "retryDelaysSeconds": [2, 2, 2], "timeoutSeconds": 2, "dataPointer": "/data"}


def create_endpoint(params):
    made = {"url": params["url"], "types": params["types"], "delays": params["retryDelaysSeconds"],
            "secret": "whsec_" + base64.b64encode(os.urandom(32)).decode()}
    endpoints["ep_" + uuid.uuid4().hex] = made
    return {"endpoint": list(endpoints)[-1], "secret": made["secret"]}


def delete_endpoint(params):
    endpoints[params["endpoint"]]["deleted"] = True
    return {}


def send_event(params):
    event_id = "msg_" + uuid.uuid4().hex
    body = json.dumps({"type": params["type"], "data": json.loads(params["data"])}).encode()
    for endpoint in list(endpoints.values()):
        if params["type"] in endpoint["types"]:
            threading.Thread(target=deliver, args=(endpoint, event_id, body), daemon=True).start()
    return {"event": event_id}


METHODS = {"hello": hello, "createEndpoint": create_endpoint, "deleteEndpoint": delete_endpoint,
           "sendEvent": send_event}

for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = {"id": call["id"], "result": METHODS[call["method"]](call["params"])}
    except Exception as error:
        answer = {"id": call["id"], "error": {"code": "failed", "message": repr(error)}}
    with output:
        print(json.dumps(answer), flush=True)
