"""An agent that reports its runs to Tocsin and obeys its directives. Python 3, standard library only.

    TOCSIN_KEY=tcn_... python3 examples/agents/agent.py < tasks.txt

Each line is a task. Put your own work into `work`; docs/events.md describes events, answers and directives.
"""
import http.client, json, os, sys, time, urllib.error, urllib.parse, urllib.request, uuid
from datetime import datetime, timezone

URL = os.environ.get("TOCSIN_URL", "http://127.0.0.1:4747")
KEY = os.environ["TOCSIN_KEY"]  # with the scope `ingest`
POLL_SECONDS = float(os.environ.get("TOCSIN_POLL_SECONDS", "5"))
AGENT, MODEL = "support-bot", "gpt-5"
directive = {"state": "running", "modelSwitches": [], "holds": []}


def work(task, model):
    """Your work: calls the model, returns what it has used."""
    if "fail" in task:
        raise TimeoutError(f"{model} has timed out")
    return {"inputTokens": len(task), "outputTokens": 64}


def send(method, path, body=None, etag=None):
    """Returns status, ETag and answer. 429, 5xx and a broken connection are tried again, 4xx is an answer."""
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    headers |= {"if-none-match": etag} if etag else {}
    data = None if body is None else json.dumps(body).encode()
    for attempt in range(8):
        seconds = min(2**attempt, 30)
        try:
            request = urllib.request.Request(URL + path, data, headers, method=method)
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers["etag"], json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code in (401, 403):
                sys.exit(f"Tocsin does not take this key: {error.code} {error.read().decode()}")
            if error.code < 500 and error.code != 429:
                text = error.read()
                return error.code, etag, json.loads(text) if text else None
            retry_after = error.headers["retry-after"] or ""
            seconds = int(retry_after) if retry_after.isdecimal() else seconds
        except (OSError, http.client.HTTPException) as error:
            print(f"nobody answers: {error}", file=sys.stderr)
        time.sleep(seconds)
    sys.exit("Tocsin cannot be reached")  # after two minutes; your agent may decide otherwise


def event(type, run, **data):
    time_sent = datetime.now(timezone.utc).isoformat()
    # The id is made once: however often the event is sent, it counts once.
    return {"id": str(uuid.uuid4()), "type": type, "source": AGENT, "subject": run, "time": time_sent, "data": data}


def report(*events):
    """Posts events; those that Tocsin could not store are sent again, those that it refuses are shown."""
    global directive
    while events:
        status, _, answer = send("POST", "/v1/events", events)
        for one in answer.get("directives") or []:
            directive = one
        results = answer.get("results") or [{"status": "refused", "error": answer}] * len(events)
        refused = [(one, result["error"]) for one, result in zip(events, results) if result["status"] == "refused"]
        for one, error in refused:
            print(f"{status} {one['type']} refused: {json.dumps(error)}", file=sys.stderr, flush=True)
        events = [one for one, error in refused if error.get("status", status) >= 500]
        time.sleep(1 if events else 0)


def wait_until_running():
    """Between two steps: returns at once unless Tocsin asks for a pause. Returns the model to use."""
    global directive
    etag = None
    if directive["state"] != "running":
        print("paused:", "; ".join(hold["reason"] for hold in directive["holds"]), flush=True)
    while directive["state"] != "running":
        time.sleep(POLL_SECONDS)
        path = f"/v1/agents/directive?agent={urllib.parse.quote(AGENT, safe='')}"
        status, etag, answer = send("GET", path, etag=etag)
        if status == 200:  # 304: nothing new
            directive = answer
            if directive["state"] == "running":
                print("running again", flush=True)
    return next((one["to"] for one in directive["modelSwitches"] if one["from"] == MODEL), MODEL)


for task in sys.stdin:
    model, run = wait_until_running(), f"run_{uuid.uuid4()}"
    used = {"provider": "openai", "model": model}
    report(event("agent.run.started", run, deadlineMs=60_000))
    try:
        used |= work(task.strip(), model)
    except Exception as error:
        fault = {"type": type(error).__name__, "message": str(error)}
        report(event("llm.request.failed", run, **used, error=fault), event("agent.run.failed", run, error=fault))
        print("failed:", error, flush=True)
    else:
        report(event("llm.request.completed", run, **used), event("agent.run.completed", run))
        print("completed with", model, flush=True)
