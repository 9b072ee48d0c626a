import claims.domain.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0008_a_request_for_each_no_response'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='stance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stance', claims.domain.vocabulary.StanceKind['NO_RESPONSE']), _negated=True), models.Q(('asked_at__isnull', False), ('request__isnull', False)), _connector='OR'), name='stance_no_response_only_when_asked', violation_error_message='“No response yet” needs a request for comment: say when we asked, or add the request.'),
        ),
    ]
