"""`python -m bot.watch.probe /livez`: ends with 0 if the tutor of this machine says yes. For a health check."""

import http.client
import os
import sys

_SECONDS = 5.0


def check(path: str, port: int) -> str | None:
    """Ask. Returns what is wrong, or None."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        said = answer.read().decode("utf-8", "replace")
    except OSError as error:
        return str(error)
    finally:
        connection.close()
    return None if answer.status == http.client.OK else said


if __name__ == "__main__":
    sys.exit(check(sys.argv[1], int(os.environ.get("TUTOR_METRICS_PORT") or "9464")))
