import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('claims', '0009_no_response_needs_a_request'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalSecondLook',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.BigIntegerField(default=0, editable=False)),
                ('cause', models.CharField(choices=[('retracted', 'was retracted'), ('withheld', 'was withheld'), ('refuted', 'was found to be wrong'), ('downgraded', 'is no longer confirmed'), ('withdrawn', 'was withdrawn by the claimant'), ('misattributed', 'was not said by its claimant')], max_length=16, verbose_name='what happened')),
                ('about_kind', models.CharField(choices=[('event', 'Event'), ('source', 'Source'), ('report', 'Report'), ('claim', 'Claim'), ('position', 'Position'), ('link', 'Link')], max_length=10)),
                ('about_uid', models.CharField(max_length=32)),
                ('about_name', models.CharField(max_length=1000, verbose_name='because of')),
                ('why', models.TextField(help_text='How it rests on what no longer holds, a sentence a line.')),
                ('raised_at', models.DateTimeField(verbose_name='since')),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True, help_text='Say what you looked at and why it stands. For the desk; never published.', verbose_name='what we found')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical second look',
                'verbose_name_plural': 'historical second looks',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.BigIntegerField(default=0, editable=False)),
                ('cause', models.CharField(choices=[('retracted', 'was retracted'), ('withheld', 'was withheld'), ('refuted', 'was found to be wrong'), ('downgraded', 'is no longer confirmed'), ('withdrawn', 'was withdrawn by the claimant'), ('misattributed', 'was not said by its claimant')], max_length=16, verbose_name='what happened')),
                ('about_kind', models.CharField(choices=[('event', 'Event'), ('source', 'Source'), ('report', 'Report'), ('claim', 'Claim'), ('position', 'Position'), ('link', 'Link')], max_length=10)),
                ('about_uid', models.CharField(max_length=32)),
                ('about_name', models.CharField(max_length=1000, verbose_name='because of')),
                ('why', models.TextField(help_text='How it rests on what no longer holds, a sentence a line.')),
                ('raised_at', models.DateTimeField(verbose_name='since')),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True, help_text='Say what you looked at and why it stands. For the desk; never published.', verbose_name='what we found')),
            ],
        ),
        migrations.AddField(
            model_name='historicalsecondlook',
            name='claim',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='historicalsecondlook',
            name='cleared_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsecondlook',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsecondlook',
            name='position',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.position'),
        ),
        migrations.AddField(
            model_name='historicalsecondlook',
            name='raised_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='second_looks', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='cleared_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='position',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='second_looks', to='claims.position'),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='raised_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='secondlook',
            index=models.Index(fields=['cleared_at'], name='secondlook_open'),
        ),
        migrations.AddConstraint(
            model_name='secondlook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('position', None)), models.Q(('claim', None), ('position__isnull', False)), _connector='OR'), name='secondlook_at_one_thing', violation_error_message='A second look is at a claim or at a position.'),
        ),
        migrations.AddConstraint(
            model_name='secondlook',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_at', None), ('note', '')), models.Q(('cleared_at__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='secondlook_cleared_with_note', violation_error_message='Say what you found when you looked again.'),
        ),
    ]
