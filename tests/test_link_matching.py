"""Pairs compared by arrays: the same features alone and among many, and the same as plain sets would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic import World
from casrec.link import matching
from casrec.link.columns import DAY, NAME, VALUE, WORD, Columns, mixed, own, term_id, word_id
from casrec.link.compare import FEATURES, compare, features
from casrec.link.holdings import lead_mention
from casrec.link.packing import columns, pack, unpack
from casrec.link.pairs import judge
from casrec.link.profile import Profile, profile
from casrec.link.story import stories
from casrec.link.words import rarity, tokens


def profiles(seed: int, size: int) -> list[Profile]:
    """Profiles of made-up reports, in the order of their ids."""
    made = sorted((World(seed, size, days=6).report(index) for index in range(size)), key=lambda one: one[0].id)
    told = stories(report for report, _ in made)
    return [profile(report, told[report.id], lead_mention(report, claims), claims) for report, claims in made]


def everyone(size: int) -> tuple[list[int], list[int]]:
    """All pairs of so many."""
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    return [i for i, _ in pairs], [j for _, j in pairs]


def test_a_pair_is_compared_alike_alone_and_among_many() -> None:
    held = profiles(3, 24)
    left, right = everyone(len(held))
    found, _ = features(Columns([one.columns for one in held]), left, right)
    backwards, _ = features(Columns([one.columns for one in held]), left[::-1], right[::-1])
    assert np.array_equal(found, backwards[::-1])
    for row, i, j in zip(found[::17].tolist(), left[::17], right[::17], strict=True):
        assert tuple(row) == compare(held[i], held[j]) == compare(held[j], held[i])
    pairs = [(held[i], held[j]) for i, j in zip(left, right, strict=True)]
    assert judge(pairs)[5] == judge([pairs[5]])[0]


def test_what_two_share_is_what_both_sets_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the elements of a report meet in one place, as nearly all do in a table of 64 places."""
    held = profiles(4, 12)
    left, right = everyone(len(held))
    table = Columns([one.columns for one in held])
    for places in (1 << 18, 64):
        monkeypatch.setattr(matching, "_PLACES", places)
        found = matching.shared(table, np.array(left), np.array(right))
        assert np.array_equal(table.ids[found.left], table.ids[found.right])
        sets = [set(own(one.columns)["id"][own(one.columns)["id"] >> 60 < 11].tolist()) for one in held]
        counts = np.bincount(found.pair, minlength=len(left)).tolist()
        assert counts == [len(sets[i] & sets[j]) for i, j in zip(left, right, strict=True)]


def test_features_are_what_plain_sets_give() -> None:
    held = profiles(5, 12)
    at = {name: place for place, name in enumerate(FEATURES)}
    for i, j in zip(*everyone(len(held)), strict=True):
        one, other = held[i], held[j]
        found = compare(one, other)
        names = [name for name in one.names & other.names if " " not in name]
        assert found[at["rare_names"]] == pytest.approx(sum(sorted(map(rarity, names), reverse=True)[:6]) / 10)
        assert found[at["days_shared"]] == min(len(one.times.days & other.times.days), 3)
        assert found[at["ages_differ"]] == float(bool(one.ages and other.ages and not one.ages & other.ages))
        people = (one.surnames & other.names) | (other.surnames & one.names)
        assert found[at["people"]] == min(len(people), 3)


def test_a_profile_is_packed_to_the_same_bytes_and_read_back() -> None:
    for one in profiles(7, 8):
        body = pack(one)
        assert columns(body) == one.columns
        assert unpack(body).names == one.names
        assert unpack(body).times == one.times
        assert pack(replace(unpack(body), names=frozenset(sorted(one.names, reverse=True)))) == body


def test_words_weigh_by_how_often_and_how_rare() -> None:
    """The likeness of a report to itself is one, and two neighbouring words are one term, as a name of two words is."""
    (one,) = profiles(6, 1)
    elements = own(one.columns)
    for kind in (WORD, NAME):
        weights = elements["a"][elements["id"] >> 60 == kind].astype(float) / 65_535
        assert float((weights * weights).sum()) == pytest.approx(1, abs=1e-3)
    first, second = tokens("Elm Street")
    pair = mixed(*(np.array([word_id(word)], np.uint64) for word in (first, second)))
    assert pair.tolist() == [term_id("elm street")]
    days = (elements["id"][elements["id"] >> 60 == DAY] & np.uint64(VALUE)).tolist()
    assert days == sorted(one.times.days)
