from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0003_whole_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="annotationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["claim", "leak", "vendor", "technology", "agency", "place", "note"])
                ),
                name="annotationversion_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("before__in", ["unreviewed", "supported", "disputed", "refuted", "withdrawn"])
                ),
                name="statuschange_before_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after__in", ["unreviewed", "supported", "disputed", "refuted", "withdrawn"])
                ),
                name="statuschange_after_known",
            ),
        ),
    ]
