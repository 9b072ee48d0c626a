"""What was checked and planned, as commands tell it to machines and to people."""

from claims.domain import reconciliation
from claims.domain.reconciliation import Case, Cell, Finding, Range, Result, planning
from claims.domain.reconciliation.planning import Card, CardKind, Choice, Count, Decided, Option


def plain_result(result: Result, case: Case) -> dict[str, object]:
    found = reconciliation.folded(result.findings, case)
    return {
        "findings": [_finding(f) for f in (*found, *reconciliation.notes(found, case))],
        "ranges": [_range(found) for found in result.ranges],
        "originators": result.originators,
        "complete": result.complete,
    }


def plain_plan(plan: planning.Plan) -> dict[str, object]:
    return {
        "decisions": [_card(card) for card in plan.cards],
        "by_party": [_row(row) for row in plan.rows],
        "not_binding": [{"figure": one.figure, "why": one.why} for one in plan.not_binding],
    }


def plain_decided(decided: Decided) -> dict[str, object]:
    kinds = [str(taken.card.kind) for taken in decided.taken]
    left = decided.left
    return {
        "count": len(kinds),
        "by_kind": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
        "taken": [_card(taken.card, taken.choice) for taken in decided.taken],
        "left": {
            "within_a_party": left.within_a_party,
            "between_parties_not_shown": left.between_parties_not_shown,
            "decisions": decided.still_open,
        },
        "complete": left.complete,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "kind": str(finding.kind),
        "figures": list(finding.figures),
        "opposed": finding.opposed,
        "direction": finding.direction,
        "severity": finding.severity,
        "sentence": finding.told,
        "fingerprint": finding.fingerprint,
    }


def _range(found: Range) -> dict[str, object]:
    ends = {"low": found.low, "high": found.high, "impossible": found.impossible}
    return {**_cell(found.cell), **ends}


def _cell(cell: Cell) -> dict[str, object]:
    return {"event": cell.event, "category": cell.category, "measure": cell.measure}


def _card(card: Card, taken: Choice | None = None) -> dict[str, object]:
    """A decision with its proposal, or with what was taken."""
    told: dict[str, object] = {"key": card.key, "kind": str(card.kind), "about": _about(card)}
    told["figures"] = list(card.figures)
    if card.kind is CardKind.ONE_CELL:
        told["counts"] = [_count(count) for count in card.counts]
    told |= {"proposal": _choice(taken or card.proposal), "clears": card.clears}
    told |= {"again": list(card.again)} if card.again else {}
    return {**told, "put_off": True} if card.put_off else told


def _about(card: Card) -> dict[str, object]:
    if card.kind is CardKind.OPPOSED:
        return {"parties": list(card.parties)}
    if card.cell is None:
        return {"figure": card.figure}
    return {**_cell(card.cell), "party": card.party}


def _count(count: Count) -> dict[str, object]:
    ends = {"low": count.low, "high": count.high, "number": count.number}
    return {**ends, "carriers": list(count.carriers), "agree": list(count.agree)}


def _choice(choice: Choice) -> dict[str, object]:
    told: dict[str, object] = {"option": str(choice.option)}
    if choice.option in (Option.STANDS, Option.RANGE, Option.EACH):
        told |= {"low": choice.low, "high": choice.high}
    if choice.option is Option.STANDS:
        told |= {"number": choice.number, "figure": choice.figure}
    if choice.give_way:
        told["give_way"] = list(choice.give_way)
    return {**told, "why": choice.why}


def _row(row: planning.Row) -> dict[str, object]:
    told: dict[str, object] = {**_cell(row.cell), "party": row.party}
    told |= {"low": row.low, "high": row.high}
    if row.standing is not None:
        return {**told, "status": str(row.standing)}
    return {**told, "kind": str(row.whose), "open": list(row.open)}


def told_result(result: Result) -> list[str]:
    """The result for people, gravest first in each group."""
    lines: list[str] = []
    for section in reconciliation.sections(result.findings):
        lines += [section.group.label, ""]
        for line in section.lines:
            lines += _line(line)
        lines.append("")
    lines.append(f"Independent originators: {result.originators}")
    if not result.complete:
        lines.append("The search stopped at its budget: there may be more than is told here.")
    return lines


def _line(line: reconciliation.Line) -> list[str]:
    told = [f"  {' against '.join(line.parties)}:"] if line.parties else []
    if line.outlier:
        told.append(f"  {line.outlier} against {len(line.findings)} other counts:")
    for finding in line.findings:
        told.append(f"  [{', '.join(finding.figures)}] {finding.kind.label}. {finding.told}")
    return told
