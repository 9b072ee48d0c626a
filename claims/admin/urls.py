"""Where the desk's own pages answer: decisions under the thing they are about, then the rest."""

from __future__ import annotations

from django.db.models import Model
from django.views.decorators.http import require_safe

from claims.admin.confirm_clock import ConfirmClock
from claims.admin.decisions.attackers import CountAttackers
from claims.admin.decisions.bulk_publish import BulkPublish
from claims.admin.decisions.checked import CheckedNoChange
from claims.admin.decisions.context import TurnIntoContext
from claims.admin.decisions.countersign import Countersign
from claims.admin.decisions.lifecycle import SettleLifecycle
from claims.admin.decisions.merge import Merge, UndoMerge
from claims.admin.decisions.move import MoveClaim, PlaceEvent
from claims.admin.decisions.publish import Publish
from claims.admin.decisions.put_back import PutBack
from claims.admin.decisions.retract import Retract, Suppress
from claims.admin.decisions.status import ChangeStatus
from claims.admin.desk_page import SubjectPage
from claims.admin.event_questions import AskQuestions
from claims.admin.guide import guide
from claims.admin.identity import KeepIdentity
from claims.admin.paste.example import example
from claims.admin.paste.page import Paste
from claims.admin.presence import presence
from claims.admin.quick import answers
from claims.admin.quick.page import QuickAdd
from claims.admin.reply import Reply
from claims.admin.second_opinion import AskOpinion, GiveOpinion
from claims.admin.signing_in import account, views
from claims.admin.site import site
from claims.admin.story.live_csv import live_csv
from claims.admin.story.open_decisions import open_decisions
from claims.admin.story.page import StorySheet
from claims.admin.suggestions import Settle, Suggestions
from claims.admin.users import signs_in
from claims.admin.workbench.page import Workbench
from claims.models.desk.claim import Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Event
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Source

EVERY: list[type[SubjectPage]] = [Publish, PutBack, Retract, Suppress]
PAGES: dict[type[Model], list[type[SubjectPage]]] = {
    Claim: [
        ChangeStatus,
        CheckedNoChange,
        AskOpinion,
        SettleLifecycle,
        TurnIntoContext,
        MoveClaim,
        Merge,
        UndoMerge,
        *EVERY,
    ],
    Source: [KeepIdentity, Merge, UndoMerge, *EVERY],
    Report: EVERY,
    Event: [StorySheet, Workbench, AskQuestions, BulkPublish, PlaceEvent, CountAttackers, *EVERY],
    Position: [CheckedNoChange, *EVERY],
    Question: [CheckedNoChange, *EVERY],
    Link: EVERY,
    CommentRequest: [Reply],
    SecondLook: [GiveOpinion],
}

for model, pages in PAGES.items():
    kind = model._meta.model_name
    for page in pages:
        view, name = page.as_view(model=model), f"claims_{kind}_{page.name}"
        site.add_page(f"claims/{kind}/<int:pk>/{page.name}/", view, name=name)

site.add_page(
    "claims/event/<int:pk>/decisions/", require_safe(open_decisions), name="open_decisions"
)
site.add_page("claims/proposal/<int:pk>/", Countersign.as_view(), name="claims_proposal_sign")
site.add_open_page("live/<str:secret>.csv", live_csv, name="live_csv")
site.add_open_page("login/", views.sign_in, name="login")
site.add_open_page("login/passkey/", views.passkey_question, name="passkey_question")
site.add_open_page("login/forgotten/", account.forgotten, name="forgotten")
site.add_open_page(
    "login/password/<str:uidb64>/<str:token>/", account.SetPassword.as_view(), name="set_password"
)
site.add_page("account/", account.account, name="account")
site.add_page("account/again/", views.prove_again, name="prove_again")
site.add_page("account/passkey/", account.add_passkey, name="add_passkey")
site.add_page("account/app/", account.add_app, name="add_app")
site.add_page("account/app/picture.svg", account.app_picture, name="app_picture")
site.add_page("account/recovery-codes/", account.recovery_codes, name="recovery_codes")
site.add_page("account/remove/<int:pk>/", account.remove_factor, name="remove_factor")
site.add_page("account/end/<int:pk>/", account.end_sign_in, name="end_sign_in")
site.add_page("auth/user/<int:pk>/signs-in/", signs_in, name="auth_user_signs_in")
site.add_page("clock/", ConfirmClock.as_view(), name="clock")
site.add_page("help/", require_safe(guide), name="help")
site.add_page("presence/<slug:kind>/<int:key>/", presence, name="presence")
site.add_page("claims/quick/", QuickAdd.as_view(), name="quick")
site.add_page("claims/quick/number/", require_safe(answers.number), name="quick_number")
site.add_page("claims/quick/address/", require_safe(answers.address), name="quick_address")
site.add_page("claims/quick/claimant/", require_safe(answers.claimant), name="quick_claimant")
site.add_page("claims/quick/publisher/", require_safe(answers.publisher), name="quick_publisher")
site.add_page("claims/quick/counted/", require_safe(answers.counted), name="quick_counted")
site.add_page("claims/paste/", Paste.as_view(), name="paste")
site.add_page("claims/paste/example.csv", require_safe(example), name="paste_example")
site.add_page("claims/suggestions/", Suggestions.as_view(), name="suggestions")
site.add_page("claims/suggestions/<int:pk>/", Settle.as_view(), name="suggestion")
