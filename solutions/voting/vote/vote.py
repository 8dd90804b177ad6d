"""vote: the ballot box. It shows a page with two choices, and puts each vote into a queue.

Needs Python 3 and the packages flask and redis. It listens on port 80, and finds the queue by its
name: redis.

    GET /      the page
    POST /     casts a vote: the form field `vote` is a or b. The cookie `voter` says who votes

A vote is one line of text, "VOTER CHOICE", at the end of the list `votes` in redis. Nothing is
counted here: who counts, and when, is no business of this program.
"""

import os
import re
import secrets
import signal
import socket
import sys

from flask import Flask, make_response, render_template, request
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

CHOICES = {"a": os.environ.get("OPTION_A", "Cats"), "b": os.environ.get("OPTION_B", "Dogs")}
PATIENCE = 1  # seconds that redis may take to answer

app = Flask(__name__)
redis = Redis("redis", socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))


def voter_of(cookie):
    # Nobody has to log in: a browser gets a long random number, and is known by it from then on.
    return cookie if cookie and re.fullmatch("[0-9a-f]{32}", cookie) else secrets.token_hex(16)


def page(voter, choice=None, sentence="", status=200):
    text = render_template(
        "index.html", choices=CHOICES, choice=choice, sentence=sentence, host=socket.gethostname()
    )
    response = make_response(text, status)
    response.set_cookie("voter", voter, httponly=True, samesite="Lax")
    response.headers["Cache-Control"] = "no-store"
    return response


@app.get("/")
def show():
    return page(voter_of(request.cookies.get("voter")))


@app.post("/")
def cast():
    voter = voter_of(request.cookies.get("voter"))
    choice = request.form.get("vote")
    if choice not in CHOICES:
        return page(voter, sentence="There are two choices: a and b.", status=400)
    try:
        redis.rpush("votes", f"{voter} {choice}")
    except RedisError as error:
        print(f"redis: {error}", flush=True)
        return page(voter, sentence="The ballot box is closed: redis does not answer.", status=503)
    return page(voter, choice, f"You have voted for {CHOICES[choice]}. You may change your mind.")


def stop(signum, frame):
    sys.exit(0)


if __name__ == "__main__":
    # `docker stop` sends SIGTERM. The first process of a container ignores it unless it says
    # what to do, and is then killed ten seconds later. So we say: leave at once.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    # 0.0.0.0 means "on every network of this container": on 127.0.0.1 only the container
    # itself could reach us.
    app.run(host="0.0.0.0", port=80)
