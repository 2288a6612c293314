"""`manage.py verify`: are the kept bytes still the bytes that were kept?"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from archive import blobs
from archive.models import Capture, Draft, Import


class Command(BaseCommand):
    help = "Read every kept file again, compare it with its SHA-256, and name what is missing, changed or unused."

    def handle(self, *args: Any, **options: Any) -> None:
        known = set(Capture.objects.values_list("sha256", flat=True))
        bad = [line for sha256 in sorted(known) if (line := _fault(sha256))]
        for line in bad:
            self.stderr.write(self.style.ERROR(line))
        on_the_desk = set(Draft.objects.values_list("sha256", flat=True))
        on_the_desk |= set(Import.objects.values_list("sha256", flat=True))
        for path in sorted((Path(settings.DATA_DIR) / "blobs").rglob("*")):
            if path.is_file() and path.name not in known | on_the_desk:
                self.stdout.write(f"unused: {path.name}")
        self.stdout.write(f"{len(known)} captures checked, {len(bad)} at fault.")
        if bad:
            raise CommandError("Some kept bytes are missing or changed: restore them from a backup.")


def _fault(sha256: str) -> str:
    try:
        blobs.read(sha256)
    except FileNotFoundError:
        return f"missing: {sha256}"
    except blobs.DamagedBlob:
        return f"changed: {sha256}"
    return ""
