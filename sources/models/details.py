"""Fields of a Source that only some types have. Columns only; each is one variable of CSL 1.0.2."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Details(models.Model):
    """Rarely used fields. `""` is "not known"; dates are EDTF. Which type is cited with which: `sources.citing.needs`."""

    title_short = models.CharField(_("short title"), max_length=300, blank=True)
    container_title_short = models.CharField(_("published in, abbreviated"), max_length=200, blank=True)
    volume_title = models.CharField(_("title of the volume"), max_length=500, blank=True)
    number_of_volumes = models.CharField(_("number of volumes"), max_length=50, blank=True)
    number_of_pages = models.CharField(_("number of pages"), max_length=50, blank=True)
    edition = models.CharField(
        pgettext_lazy("of a book", "edition"), max_length=100, blank=True, help_text=_("2, or revised.")
    )
    version = models.CharField(_("version"), max_length=100, blank=True)
    chapter_number = models.CharField(_("number of the chapter"), max_length=50, blank=True)
    section = models.CharField(
        _("section"), max_length=200, blank=True, help_text=_("Of a newspaper, a law or a report.")
    )
    collection_title = models.CharField(_("series"), max_length=500, blank=True)
    collection_number = models.CharField(_("number in the series"), max_length=50, blank=True)
    medium = models.CharField(
        _("medium"), max_length=200, blank=True, help_text=_("Television, e-mail, DVD, encrypted chat …")
    )
    dimensions = models.CharField(
        _("length or size"), max_length=100, blank=True, help_text=_("42 min; 30 × 40 cm")
    )
    scale = models.CharField(pgettext_lazy("of a map", "scale"), max_length=100, blank=True)
    event_title = models.CharField(
        _("event"), max_length=500, blank=True, help_text=_("The conference, hearing or occasion.")
    )
    event_place = models.CharField(_("place of the event"), max_length=200, blank=True)
    event_date = models.CharField(_("date of the event"), max_length=60, blank=True, help_text=_("EDTF"))
    authority = models.CharField(
        _("authority"),
        max_length=300,
        blank=True,
        help_text=_("The court, parliament or office that issued it."),
    )
    jurisdiction = models.CharField(_("jurisdiction"), max_length=200, blank=True)
    status = models.CharField(
        pgettext_lazy("of a text", "status"), max_length=100, blank=True, help_text=_("In press, repealed …")
    )
    original_title = models.CharField(_("title of the original"), max_length=1000, blank=True)
    original_date = models.CharField(
        _("date of the original"), max_length=60, blank=True, help_text=_("EDTF")
    )
    reviewed_title = models.CharField(_("title of what is reviewed"), max_length=1000, blank=True)
    reviewed_genre = models.CharField(_("kind of what is reviewed"), max_length=100, blank=True)
    submitted = models.CharField(_("date of filing"), max_length=60, blank=True, help_text=_("EDTF"))
    issn = models.CharField(_("ISSN"), max_length=20, blank=True)
    pmid = models.CharField(_("PMID"), max_length=20, blank=True)
    pmcid = models.CharField(_("PMCID"), max_length=20, blank=True)
    archive = models.CharField(
        _("held by"),
        max_length=300,
        blank=True,
        help_text=_("The archive or library where the original lies."),
    )
    archive_place = models.CharField(_("place of the archive"), max_length=200, blank=True)
    archive_collection = models.CharField(_("collection there"), max_length=300, blank=True)
    archive_location = models.CharField(_("place in the collection"), max_length=500, blank=True)
    call_number = models.CharField(_("call number"), max_length=100, blank=True)

    class Meta:
        abstract = True
