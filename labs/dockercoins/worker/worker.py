"""worker: the miner of DockerCoins. It never listens, it only asks others.

Needs Python 3 and the packages redis and requests. Over and over again it

    gets 32 random bytes from rng,
    sends them to hasher and gets their hash back,
    keeps the bytes as a coin, in redis, when the hash begins with a 0.

It finds the others by their names: http://rng/, http://hasher/ and redis.
"""

import signal
import sys
import time

import requests
from redis import Redis

PAUSE = 0.1  # seconds between two hashes: miners need a breath, too
TIMEOUT = 10  # seconds that rng or hasher may take to answer

redis = Redis("redis")  # connects when it is first used


def log(text):
    # flush: write the line now. Otherwise Python collects lines, and `docker logs` stays empty.
    print(text, flush=True)


def get_random_bytes():
    # requests.get opens a new connection each time, and looks the name up again. That matters
    # when one name stands for several containers: every request may reach another one.
    response = requests.get("http://rng/32", timeout=TIMEOUT)
    response.raise_for_status()  # "404 not found" and the like are errors, not random bytes
    return response.content


def get_hash(data):
    response = requests.post("http://hasher/", data=data, timeout=TIMEOUT)
    response.raise_for_status()
    return response.text


def mine_once():
    time.sleep(PAUSE)
    data = get_random_bytes()
    digest = get_hash(data)
    if digest.startswith("0"):
        redis.hset("wallet", digest, data)
        log(f"A coin! {digest}")


def mine_forever():
    uncounted = 0  # hashes that redis has not heard of yet
    last_count = time.monotonic()
    while True:
        try:
            mine_once()
            uncounted += 1
            if time.monotonic() - last_count >= 1:
                redis.incrby("hashes", uncounted)
                log(f"{uncounted} more hashes")
                uncounted = 0
                last_count = time.monotonic()
        except Exception as error:
            # Is another service still starting, or gone? It may be back soon.
            log(f"That did not work, next try in a second: {error}")
            time.sleep(1)


def stop(signum, frame):
    sys.exit(0)


if __name__ == "__main__":
    # `docker stop` sends SIGTERM. The first process of a container ignores it unless it says
    # what to do, and is then killed ten seconds later. So we say: leave at once.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)

    log("The worker starts mining.")
    mine_forever()
