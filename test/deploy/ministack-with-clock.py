"""MiniStack, on a clock that journeys advance: the machine's, and as many ms more as TOCSIN_CLOCK_FILE holds."""

import datetime
import os
import sys
import threading
import time

import time_machine

CHECK_SECONDS = 0.01


def follow(clock, path):
    offset_ms = 0.0
    while True:
        try:
            with open(path) as file:
                now_ms = float(file.read() or offset_ms)
        except ValueError:
            continue  # It is being written.
        if now_ms != offset_ms:
            clock.shift((now_ms - offset_ms) / 1000)
            offset_ms = now_ms
        time.sleep(CHECK_SECONDS)


clock = time_machine.travel(datetime.datetime.now(datetime.timezone.utc), tick=True).start()
threading.Thread(target=follow, args=(clock, os.environ["TOCSIN_CLOCK_FILE"]), daemon=True).start()

from ministack.app import main  # noqa: E402  The clock has to be there first.

sys.exit(main())
