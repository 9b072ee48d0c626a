import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('claims', '0006_assignee_next_check_handover'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(blank=True, choices=[('email', 'by e-mail'), ('phone', 'by telephone'), ('message', 'by message'), ('in_person', 'in person'), ('letter', 'by letter'), ('form', 'through their press form'), ('post', 'in a public post'), ('other', 'in another way')], help_text='Readers see it where no answer came.', max_length=12, verbose_name='how')),
                ('asked_at', models.DateTimeField(help_text='When we asked.')),
                ('asked_precision', models.CharField(choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8)),
                ('deadline_at', models.DateTimeField(blank=True, help_text='Until when we said we would wait.', null=True, verbose_name='deadline')),
                ('deadline_precision', models.CharField(blank=True, choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8)),
                ('closed', models.BooleanField(default=False, help_text='We have stopped waiting. It leaves the work list.', verbose_name='no longer awaited')),
                ('note', models.TextField(blank=True, help_text='What we asked, and of whom there. For the desk; never published.')),
            ],
            options={
                'verbose_name': 'request for comment',
                'verbose_name_plural': 'requests for comment',
            },
        ),
        migrations.CreateModel(
            name='HistoricalCommentRequest',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('channel', models.CharField(blank=True, choices=[('email', 'by e-mail'), ('phone', 'by telephone'), ('message', 'by message'), ('in_person', 'in person'), ('letter', 'by letter'), ('form', 'through their press form'), ('post', 'in a public post'), ('other', 'in another way')], help_text='Readers see it where no answer came.', max_length=12, verbose_name='how')),
                ('asked_at', models.DateTimeField(help_text='When we asked.')),
                ('asked_precision', models.CharField(choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8)),
                ('deadline_at', models.DateTimeField(blank=True, help_text='Until when we said we would wait.', null=True, verbose_name='deadline')),
                ('deadline_precision', models.CharField(blank=True, choices=[('month', 'Month'), ('day', 'Day'), ('hour', 'Hour'), ('minute', 'Minute'), ('second', 'Second')], max_length=8)),
                ('closed', models.BooleanField(default=False, help_text='We have stopped waiting. It leaves the work list.', verbose_name='no longer awaited')),
                ('note', models.TextField(blank=True, help_text='What we asked, and of whom there. For the desk; never published.')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical request for comment',
                'verbose_name_plural': 'historical requests for comment',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RemoveConstraint(
            model_name='stance',
            name='stance_no_response_only_when_asked',
        ),
        migrations.AlterField(
            model_name='historicalstance',
            name='asked_at',
            field=models.DateTimeField(blank=True, help_text='When we asked. Empty: taken from the request for comment, where there is one.', null=True),
        ),
        migrations.AlterField(
            model_name='stance',
            name='asked_at',
            field=models.DateTimeField(blank=True, help_text='When we asked. Empty: taken from the request for comment, where there is one.', null=True),
        ),
        migrations.AddField(
            model_name='commentrequest',
            name='asked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='commentrequest',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='commentrequest',
            name='reply',
            field=models.ForeignKey(blank=True, help_text='Where the answer stands. “Record reply” fills this in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='claims.report'),
        ),
        migrations.AddField(
            model_name='commentrequest',
            name='whom',
            field=models.ForeignKey(help_text='The party whose answer we want.', on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='claims.source'),
        ),
        migrations.AddField(
            model_name='historicalstance',
            name='request',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.commentrequest', verbose_name='request for comment'),
        ),
        migrations.AddField(
            model_name='stance',
            name='request',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='stances', to='claims.commentrequest', verbose_name='request for comment'),
        ),
        migrations.AddField(
            model_name='historicalcommentrequest',
            name='asked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcommentrequest',
            name='claim',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='historicalcommentrequest',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalcommentrequest',
            name='reply',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Where the answer stands. “Record reply” fills this in.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.report'),
        ),
        migrations.AddField(
            model_name='historicalcommentrequest',
            name='whom',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The party whose answer we want.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.source'),
        ),
        migrations.AddConstraint(
            model_name='commentrequest',
            constraint=models.CheckConstraint(condition=models.Q(('asked_precision', ''), _negated=True), name='commentrequest_says_how_exact', violation_error_message='Give the time we asked with how exact it is.'),
        ),
        migrations.AddConstraint(
            model_name='commentrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deadline_at', None), ('deadline_precision', '')), models.Q(('deadline_at__isnull', False), models.Q(('deadline_precision', ''), _negated=True)), _connector='OR'), name='commentrequest_deadline_with_precision', violation_error_message='Give the deadline with how exact it is, or neither.'),
        ),
    ]
