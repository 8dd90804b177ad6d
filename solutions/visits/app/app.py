"""visits: says how many visits it has had.

Needs Python 3 and the packages flask and redis. It listens on port 5000. It remembers nothing
itself: the number of visits is in a redis, and the environment says where that is.

    REDIS_HOST    the name of the redis, or its address
    REDIS_PORT    its port (6379 when nothing is said)

    GET /         adds one visit, and answers with the number of visits and the name of the
                  container that answered; status 503 while redis does not answer
"""

import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Response, render_template_string, request
from redis import Redis

PATIENCE = 1.5  # seconds: nobody likes to wait longer for bad news

HOST = os.environ.get("REDIS_HOST") or sys.exit("REDIS_HOST is not set: where is redis?")
PORT = int(os.environ.get("REDIS_PORT") or 6379)

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>Visits: {{ headline }}</title>
    <link rel="icon" href="data:,">
    <style>
      body { min-height: 100dvh; margin: 0; display: grid; place-content: center; text-align: center }
      body { font: clamp(1rem, 2.5vw, 2rem) system-ui, sans-serif }
      h1 { margin: 0; font-size: 6em; line-height: 1 }
      p { margin: 1em }
    </style>
  </head>
  <body>
    <h1>{{ headline }}</h1>
    <p>{{ sentence }}</p>
  </body>
</html>
"""

app = Flask(__name__)
redis = Redis(HOST, PORT, socket_timeout=1, socket_connect_timeout=1, retry=None)

# Helpers ask redis, so that we can stop waiting for them: looking up a name may take long, and
# cannot be interrupted.
helpers = ThreadPoolExecutor(max_workers=100)


@app.get("/")
def visit():
    # INCR adds one and gives the sum in a single step, so two visits never get the same number.
    counting = helpers.submit(redis.incr, "visits")
    try:
        count = counting.result(timeout=PATIENCE)
    except Exception as error:
        counting.cancel()
        # flush: write the line now. Otherwise Python collects lines, and `docker logs` stays empty.
        print(f"redis at {HOST}:{PORT}: {str(error) or 'no answer in time'}", flush=True)
        return answer(503, "?", f"The number of visits is not known: no redis answers at {HOST}:{PORT}.")
    # In a container, the host name is the container's short id: it shows which one has answered.
    return answer(200, count, f"This is visit number {count}, answered by {socket.gethostname()}.")


def answer(status, headline, sentence):
    # Browsers would rather have HTML. Everybody else (curl, for instance) gets the sentence alone.
    if request.accept_mimetypes.best_match(["text/plain", "text/html"]) == "text/html":
        return render_template_string(PAGE, headline=headline, sentence=sentence), status
    return Response(f"{sentence}\n", status, mimetype="text/plain")


def stop(signum, frame):
    os._exit(0)  # without waiting for a helper that still asks


if __name__ == "__main__":
    # `docker stop` sends SIGTERM. The first process of a container ignores it unless it says
    # what to do, and is then killed ten seconds later. So we say: leave at once.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    # 0.0.0.0 means "on every network of this container": on 127.0.0.1 only the container
    # itself could reach us.
    app.run(host="0.0.0.0", port=5000)
