"""A line of the log is made of words that stand in the code."""

from lambdas.shared.words import known_words


def test_the_words_that_are_among_the_values_are_said_in_their_own_order() -> None:
    assert known_words({"b", "a", "tok_secret"}, "a", "b", "c") == "a, b"


def test_a_value_that_is_no_known_word_is_not_said() -> None:
    assert known_words(["tok_secret"], "approve", "review") == ""
