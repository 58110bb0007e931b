"""One person's name in several spellings is one; two persons' names are two."""

from __future__ import annotations

import pytest

from casrec.variants import one_person


@pytest.mark.parametrize(
    "names",
    [
        ["James Fields", "James Alex Fields", "James Alex Fields Jr."],
        ["Qasem Soleimani", "Qassem Soleimani", "Qassim Suleimani"],
        ["Stephen Paddock", "Stephen C. Paddock", "Stephen Craig Paddock"],
        ["Bashar Assad", "Bashar al-Assad"],
    ],
)
def test_spellings_of_one_name_are_one_person(names: list[str]) -> None:
    assert len(set(one_person([*names, names[0]]).values())) == 1
    assert set(one_person([*names, names[0]]).values()) == {names[0]}


@pytest.mark.parametrize(
    "names",
    [
        ["Rizvon Sadirov", "Bakhrom Sadirov"],  # brothers
        ["James Fields", "James Field House"],
        ["Ahmed Ali", "Omar Ali"],
        ["Islamic State", "Islamic Front"],
        ["protesters", "rebels"],
        ["Ahmed Hassan Ali", "Ahmed Karim Ali"],
    ],
)
def test_names_of_two_stay_two(names: list[str]) -> None:
    assert len(set(one_person(names).values())) == len(names)


def test_order_does_not_matter() -> None:
    names = ["James Fields", "James Alex Fields Jr", "Heather Heyer", "James Fields"]
    assert one_person(names) == one_person(names[::-1])
