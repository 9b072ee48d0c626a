"""The one app, and its signals: they keep triggers through migrations, and tell the audit log."""

from django.apps import AppConfig
from django.core.management import CommandError
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils import translation

from claims.domain import messages

NOT_MIGRATED = (
    "Nothing was migrated: the record is not as it was left. Where an earlier migration was stopped"
    " half-way, run `python manage.py guard_record` first."
)


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Counterclaim"

    def ready(self) -> None:
        from claims.models.desk.column_names import name_in_words  # noqa: PLC0415  # models load after apps
        from claims.models.desk.single_columns import compare_at_once  # noqa: PLC0415  # the same

        compare_at_once()
        messages.speak_through(translation)
        # Before any form takes its labels from there.
        name_in_words(self.get_models())
        from claims.admin import sign_ins  # noqa: PLC0415  # the same

        sign_ins.connect()
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)


def drop_triggers(using: str, **kwargs: object) -> None:
    from claims.models.record import (  # noqa: PLC0415  # models load after apps
        readiness,
        search_index,
        triggers,
    )
    from claims.publishing import verify  # noqa: PLC0415  # the same

    halfway = readiness.half_migrated(connections[using])
    if halfway:
        raise CommandError(halfway)
    verify.refuse(NOT_MIGRATED, verify.before_migrating(connections[using]))
    triggers.drop(connections[using])
    search_index.drop(connections[using])


def install_triggers(using: str, **kwargs: object) -> None:
    from claims.models.desk import roles  # noqa: PLC0415  # models load after apps
    from claims.models.record import search_index, triggers  # noqa: PLC0415  # the same
    from claims.publishing import rebuild  # noqa: PLC0415  # the same

    roles.make_groups(using)

    made_anew = rebuild.fill_search()
    triggers.install(connections[using])
    search_index.install(connections[using])
    if made_anew:
        search_index.rebuild(connections[using])
