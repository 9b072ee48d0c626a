"""Places for what is searched besides: reports, questions, and the words on record."""

import claims.models.record.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0043_what_our_figures_were'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedWord',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('first', models.CharField(max_length=1)),
                ('length', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='publishedquestion',
            name='search',
            field=claims.models.record.search.SearchField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='publishedreport',
            name='search',
            field=claims.models.record.search.SearchField(blank=True, default=''),
        ),
        migrations.AddIndex(
            model_name='publishedclaim',
            index=models.Index(fields=['said_at', 'since'], name='publishedclaim_said'),
        ),
        migrations.AddIndex(
            model_name='publishedword',
            index=models.Index(fields=['first', 'length'], name='publishedword_alike'),
        ),
    ]
