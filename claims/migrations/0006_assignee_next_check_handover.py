import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('claims', '0005_told_apart'),
    ]

    operations = [
        migrations.AddField(
            model_name='claim',
            name='assignee',
            field=models.ForeignKey(blank=True, help_text='Who follows this claim. It then waits on their work list.', limit_choices_to={'is_active': True, 'is_staff': True}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_claims', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AddField(
            model_name='claim',
            name='handover',
            field=models.TextField(blank=True, help_text='For whoever takes over: what is tried, what is awaited. Never published.', verbose_name='handover note'),
        ),
        migrations.AddField(
            model_name='claim',
            name='next_check_at',
            field=models.DateTimeField(blank=True, db_index=True, help_text='When to look at it again. It is then on the work list.', null=True, verbose_name='next check'),
        ),
        migrations.AddField(
            model_name='claim',
            name='next_check_precision',
            field=models.CharField(blank=True, choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8),
        ),
        migrations.AddField(
            model_name='historicalclaim',
            name='assignee',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Who follows this claim. It then waits on their work list.', limit_choices_to={'is_active': True, 'is_staff': True}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AddField(
            model_name='historicalclaim',
            name='handover',
            field=models.TextField(blank=True, help_text='For whoever takes over: what is tried, what is awaited. Never published.', verbose_name='handover note'),
        ),
        migrations.AddField(
            model_name='historicalclaim',
            name='next_check_at',
            field=models.DateTimeField(blank=True, db_index=True, help_text='When to look at it again. It is then on the work list.', null=True, verbose_name='next check'),
        ),
        migrations.AddField(
            model_name='historicalclaim',
            name='next_check_precision',
            field=models.CharField(blank=True, choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_check_at', None), ('next_check_precision', '')), models.Q(('next_check_at__isnull', False), models.Q(('next_check_precision', ''), _negated=True)), _connector='OR'), name='claim_next_check_with_precision', violation_error_message='Give the time of the next check with how exact it is, or neither.'),
        ),
    ]
