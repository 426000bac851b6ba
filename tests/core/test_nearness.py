"""Nearness: the order is that of counting what each member has in common with the keys."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.nearness import Keys, Nearness
from strategies import often

keys = st.tuples(*[st.lists(st.sampled_from("abcd"), unique=True, max_size=4)] * 2)


@often
@given(st.lists(keys, max_size=12), keys)
def test_those_with_most_in_common_come_first_and_those_with_nothing_never(members: list[Keys], own: Keys) -> None:
    def common(member: int) -> tuple[int, ...]:
        return tuple(-len(set(having) & set(wanted)) for having, wanted in zip(members[member], own, strict=True))

    near = [member for member in range(len(members)) if any(common(member))]
    assert list(Nearness(list(enumerate(members))).near(own)) == sorted(
        near, key=lambda member: (common(member), member)
    )


def test_the_same_key_of_another_kind_is_another() -> None:
    assert list(Nearness([("one", [["a"], []]), ("two", [[], ["a"]])]).near([["a"], []])) == ["one"]


def test_a_member_with_a_key_of_the_first_kind_is_before_one_with_more_of_the_second() -> None:
    near = Nearness([("topics", [[], ["x", "y", "z"]]), ("source", [["a"], []]), ("both", [["a"], ["y"]])])
    assert list(near.near([["a", "b"], ["x", "y", "z"]])) == ["both", "source", "topics"]
