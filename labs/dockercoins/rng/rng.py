"""rng: the dice of DockerCoins. Ask it for N random bytes and it sends them.

Needs Python 3 and the package flask. It listens on port 80.

    GET /      says who is answering
    GET /N     waits a moment, then sends N random bytes
"""

import os
import signal
import socket
import sys
import time

from flask import Flask, Response, abort
from werkzeug.serving import WSGIRequestHandler

SECONDS_PER_REQUEST = 0.1  # rolling dice takes a while
MOST_BYTES = 1024 * 1024  # 1 MiB: nobody needs more dice than that

app = Flask(__name__)


@app.get("/")
def banner():
    # In a container, the host name is the container's short id.
    # With several copies of rng it shows you which one has answered.
    return Response(f"rng on {socket.gethostname()}: ask me for /32\n", mimetype="text/plain")


@app.get("/<int:count>")
def random_bytes(count):
    if count > MOST_BYTES:
        abort(400, f"That is a lot of bytes: ask for {MOST_BYTES} at most.")
    time.sleep(SECONDS_PER_REQUEST)
    return Response(os.urandom(count), mimetype="application/octet-stream")


def stop(signum, frame):
    sys.exit(0)


if __name__ == "__main__":
    # `docker stop` sends SIGTERM. The first process of a container ignores it unless it says
    # what to do, and is then killed ten seconds later. So we say: leave at once.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    # One at a time also means that a caller who says nothing keeps all others waiting (browsers
    # open spare connections). One second of silence is enough.
    WSGIRequestHandler.timeout = 1

    # 0.0.0.0 means "on every network of this container": on 127.0.0.1 only the container
    # itself could reach us. Without threads, requests wait in line: one is served at a time.
    app.run(host="0.0.0.0", port=80, threaded=False)
