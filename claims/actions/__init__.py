"""The few things people decide. Each checks its rule, writes the record and keeps who did it."""

from claims.actions.add_evidence import add_evidence
from claims.actions.assign import assign
from claims.actions.carry_over import carry_over
from claims.actions.checked import checked_no_change
from claims.actions.cite import cite
from claims.actions.comment import record_reply
from claims.actions.housekeeping.attackers import count_attackers, is_counting_attackers
from claims.actions.housekeeping.keep_as_context import keep_as_context
from claims.actions.housekeeping.lifecycle import Return, Withdrawal, settle_lifecycle
from claims.actions.housekeeping.merge import merge, undo_merge
from claims.actions.housekeeping.move import move_claim, place_event
from claims.actions.housekeeping.put_back import put_back
from claims.actions.identity import keep_identity
from claims.actions.inbox import answer_report, receive_report
from claims.actions.new_claims import record_table
from claims.actions.not_duplicates import tell_apart
from claims.actions.publish import Built, Plan, build, plan, publish, publish_built
from claims.actions.questions import ask_question, raised_in
from claims.actions.reconcile.answer import answer_finding, note_positions, reopen
from claims.actions.reconcile.decide import Answered, decide, undo
from claims.actions.reconcile.links import reject_suggested, reject_tie
from claims.actions.reconcile.state import state_position
from claims.actions.reconcile.treat import treat_figures
from claims.actions.record_claim import Apart, record_claim
from claims.actions.record_figure import Count, add_figure
from claims.actions.retract import retract, suppress
from claims.actions.second_look import (
    lifecycle_moved,
    look_again,
    publisher_acted,
    settle_second_looks,
    stands,
)
from claims.actions.status import change_status, check_status, preview_status
from claims.actions.suggest_links import accept_link, reject_link, suggest_links

__all__ = [
    "Answered",
    "Apart",
    "Built",
    "Count",
    "Plan",
    "Return",
    "Withdrawal",
    "accept_link",
    "add_evidence",
    "add_figure",
    "answer_finding",
    "answer_report",
    "ask_question",
    "assign",
    "build",
    "carry_over",
    "change_status",
    "check_status",
    "checked_no_change",
    "cite",
    "count_attackers",
    "decide",
    "is_counting_attackers",
    "keep_as_context",
    "keep_identity",
    "lifecycle_moved",
    "look_again",
    "merge",
    "move_claim",
    "note_positions",
    "place_event",
    "plan",
    "preview_status",
    "publish",
    "publish_built",
    "publisher_acted",
    "put_back",
    "raised_in",
    "receive_report",
    "record_claim",
    "record_reply",
    "record_table",
    "reject_link",
    "reject_suggested",
    "reject_tie",
    "reopen",
    "retract",
    "settle_lifecycle",
    "settle_second_looks",
    "stands",
    "state_position",
    "suggest_links",
    "suppress",
    "tell_apart",
    "treat_figures",
    "undo",
    "undo_merge",
]
