"""app: says hello.

Needs Python 3, and no packages. It listens on port 8000.

    GET /         answers with a greeting
"""

import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            return self.send_error(404)
        body = b"Hello from NAME!\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    # `docker stop` sends SIGTERM. The first process of a container ignores it unless it says
    # what to do, and is then killed ten seconds later. So we say: leave at once.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    # 0.0.0.0 means "on every network of this container": on 127.0.0.1 only the container
    # itself could reach us.
    ThreadingHTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
