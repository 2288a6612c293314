"""What each worker process of the server loads: the site, deaf to Ctrl-C, and gone when the server is gone.

A terminal sends Ctrl-C to every process of the group, and the main process then ends its workers itself. Told
twice at the same moment, a worker of granian 2 can miss both and never end. And when the main process is killed
outright, nobody tells its workers: they would keep the port and answer on.
"""

import os
import signal
import threading
import time

from config.wsgi import application

__all__ = ["application"]


def end_with(parent: int) -> None:
    """End this process within a second or so of its parent."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
