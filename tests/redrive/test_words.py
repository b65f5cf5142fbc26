"""Counts are a table that a person reads."""

from redrive.words import table


def test_the_columns_stand_below_each_other_and_the_reasons_in_their_order() -> None:
    counts = {("unknown", "done"): 1, ("not_stored", "left"): 1_234, ("not_stored", "a long name"): 2}
    assert list(table(("done", "left", "a long name"), counts)) == [
        "               done     left  a long name",
        "not_stored        0    1,234            2",
        "unknown           1        0            0",
    ]


def test_where_nothing_was_counted_there_is_no_table() -> None:
    assert list(table(("done",), {})) == []
    assert list(table(("done",), {("unknown", "done"): 0, ("not_stored", "left"): 3})) == []
