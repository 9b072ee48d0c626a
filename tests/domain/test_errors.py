from claims.domain.errors import RuleBroken, Stale


def test_a_broken_rule_carries_each_of_its_sentences():
    broken = RuleBroken("Give the reason.", "Add a citation.")

    assert broken.messages == ["Give the reason.", "Add a citation."]
    assert str(broken) == "Give the reason. Add a citation."


def test_a_stale_save_is_a_broken_rule():
    assert isinstance(Stale("Somebody else changed this."), RuleBroken)
