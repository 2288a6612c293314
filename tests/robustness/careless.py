"""A writer that commits the rows first and would keep the bytes after; it is killed in between."""

import os
import signal
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from archive import blobs  # noqa: E402 - Django first
from archive.ingest import Arrival, ingest  # noqa: E402
from archive.reading import read  # noqa: E402
from tests.benchmarks.corpus import article  # noqa: E402

blobs.keep = blobs.sha256_of
DATA = article(1, paragraphs=20, posts=5)
ingest(read(DATA), Arrival(data=DATA, method="file"))
os.kill(os.getpid(), signal.SIGKILL)
