"""The summary of a dossier: who is blamed comes first, and not everybody whom somebody names."""

from __future__ import annotations

from casrec.blame import blamed
from casrec.publish import words
from casrec.publish.story import ResponsibilityRow
from casrec.publish.summary import Phrase, _responsible, _stopped
from casrec.publish.tolls import Known
from casrec.publish.view import build
from casrec.records import Attack, Claim, Figure, Place, Report, Responsibility, Source, replace
from casrec.terms import Group, Harm, IncidentKind, Means, PlaceKind, ResponsibilityStance
from tests import first_case


def row(actor: str, by: str, claims: int = 1, outright: bool = True, stance: str = "accused") -> ResponsibilityRow:
    """A row of the table of responsibility."""
    ids = tuple(f"clm-{actor}-{by}-{index}" for index in range(claims))
    said = blamed([outright], False)
    return ResponsibilityRow(actor, ResponsibilityStance(stance), said, (by,), (), None, ids, outright)


def said(*rows: ResponsibilityRow) -> list[str]:
    """The summary's sentences on who is responsible."""
    return ["".join(phrase.text for phrase in sentence) for sentence in _responsible(rows)]


def test_those_named_as_having_acted_wait_behind_the_accused() -> None:
    assert said(row("Red Front", "a spokesman"), row("Blue Front", "a monitor", outright=False)) == [
        "Red Front is accused by a spokesman.",
        "One more actor is accused or named as having acted: see Responsibility.",
    ]
    assert said(row("Blue Front", "a monitor", outright=False)) == [
        "Blue Front is named as having acted, by a monitor."
    ]


def test_the_accused_whom_most_claims_blame_come_first_and_the_rest_are_counted() -> None:
    rows = [row(name, f"source {name}", claims) for name, claims in zip("ABCDEF", (1, 2, 3, 4, 5, 6), strict=True)]
    found = said(*rows)
    assert [sentence[0] for sentence in found[:4]] == ["F", "E", "D", "C"]
    assert found[4:] == ["Two more actors are accused or named as having acted: see Responsibility."]


def test_three_accused_in_one_breath_weigh_as_each_of_them() -> None:
    together = [row(name, "a ministry") for name in "ABC"]
    found = said(*together, row("Z", "a monitor", 2))
    assert found == ["Z is accused by a monitor.", "A, B and C are accused by a ministry."]


def test_who_claimed_it_is_not_told_of_again_as_one_more() -> None:
    rows = [row("Red Front", "Red Front", stance="claimed"), row("Red Front", "a monitor", outright=False)]
    assert said(*rows) == ["Red Front claimed responsibility."]


def test_a_denial_is_told_though_its_accusation_is_left_to_the_table() -> None:
    rows = [row(name, f"source {name}", 2) for name in "ABCD"]
    found = said(*rows, row("Z", "nobody"), row("Z", "Z", stance="denied"))
    assert "Z denied responsibility." in found


def test_a_range_may_rest_on_words_that_are_no_figure() -> None:
    case = first_case.dossier()
    accusation = next(claim.id for claim in case.claims if isinstance(claim.content, Responsibility))
    estimates = tuple(
        replace(one, low=0, best=None, high=1, used=(accusation,)) if one.harm is Harm.KILLED else one
        for one in case.estimates
    )
    sentences = ["".join(phrase.text for phrase in s) for s in build(replace(case, estimates=estimates)).sentences]
    assert "By the words of some reports one person was killed; others mention nobody killed." in sentences


def told(harm: Harm, **changes: object) -> list[str]:
    """The sentences of the first case with its range of a harm changed, or one of its killed put in its place."""
    case = first_case.dossier()
    model = next(one for one in case.estimates if one.harm is Harm.KILLED and one.group is Group.PEOPLE)
    put = replace(model, harm=harm, policy="range", **changes)
    others = [one for one in case.estimates if (one.harm, one.group, one.policy) != (put.harm, put.group, put.policy)]
    built = build(replace(case, estimates=(*others, put)))
    return ["".join(phrase.text for phrase in sentence) for sentence in built.sentences]


def test_those_hit_are_told_only_where_the_killed_and_the_injured_do_not_make_them_up() -> None:
    assert not any("killed or injured" in text for text in told(Harm.KILLED_OR_INJURED, low=300, best=None, high=300))
    (text,) = [
        text for text in told(Harm.KILLED_OR_INJURED, low=400, best=None, high=400) if "killed or injured" in text
    ]
    assert text.startswith("400 people were killed or injured")


def test_all_the_dead_of_one_group_are_not_counted_twice() -> None:
    model = next(
        one for one in first_case.dossier().estimates if one.harm is Harm.KILLED and one.group is Group.PEOPLE
        and one.policy == "range"
    )  # fmt: skip
    found = told(Harm.KILLED, group=Group.WORKERS, low=model.low, best=None, high=model.high)
    assert any(text.startswith("The dead were workers") for text in found)


def test_the_vaguer_word_for_a_bomb_is_left_out_beside_the_sharper() -> None:
    assert means(("car_bomb", None, None, ""), ("explosion", None, None, ""), ("planted_bomb", None, None, "")) == (
        "Means reported: car bombs."
    )
    assert means(("gun", None, None, ""), ("explosion", None, None, "")) == "Means reported: explosions and shootings."


def test_none_are_nobody() -> None:
    none = told(Harm.INJURED, low=0, best=0, high=0)
    assert any(text.startswith("Nobody was injured, according to ") for text in none)


def test_a_group_of_the_dead_is_not_told_as_more_dead() -> None:
    few = told(Harm.KILLED, group=Group.WOMEN, low=2, best=2, high=2)
    assert any(text.startswith("Among the dead were two women") for text in few)
    many = told(Harm.KILLED, group=Group.ATTACKERS, low=2, best=2, high=2)
    assert any(text.startswith("Two attackers were killed") for text in many)


def test_one_voice_with_two_numbers_is_no_dispute_of_sources() -> None:
    case = first_case.dossier()
    figures = [c for c in case.claims if isinstance(c.content, Figure)]
    one = replace(figures[0], id="clm-one", sources=(), content=replace(figures[0].content, low=6, high=6))
    two = replace(one, id="clm-two", content=replace(one.content, low=7, high=7))
    model = next(each for each in case.estimates if each.harm is Harm.KILLED and each.group is Group.PEOPLE)
    put = replace(model, policy="range", low=6, best=7, high=7, used=(one.id, two.id))
    others = tuple(each for each in case.estimates if each.harm is not Harm.KILLED)
    built = build(replace(case, claims=(*case.claims, one, two), estimates=(*others, put)))
    (text,) = [text for sentence in built.sentences if "killed" in (text := "".join(p.text for p in sentence))]
    assert text.startswith("Different numbers of people killed are given by ")
    assert text.endswith(", in its own voice: 6 to 7.")


def voices(*speakers: tuple[str, str]) -> str:
    """Who says one figure, where each speaker is an outlet and whom it cites ("" for its own voice)."""
    figure = next(claim for claim in first_case.dossier().claims if isinstance(claim.content, Figure))
    known = Known({outlet: Report.make(name=outlet, text="None.", outlet=outlet) for outlet, _ in speakers}, {})
    said: list[Claim] = [
        replace(figure, report=outlet, sources=(Source(text=cited, name=cited),) if cited else ())
        for outlet, cited in speakers
    ]
    return known.voices(said)


def test_those_cited_come_before_the_outlets_that_speak_themselves() -> None:
    assert voices(("A", ""), ("B", "")) == "A and B, in their own voice"
    assert voices(("A", ""), ("B", "police")) == "police, and A in its own voice"
    assert voices(("A", ""), ("B", ""), ("B", "police")) == "police, and A and B in their own voice"
    assert voices(("A", ""), ("B", "police"), ("B", "the mayor"), ("C", ""), ("D", "")) == (
        "police, the mayor and three other sources"
    )
    assert voices(("A", ""), ("B", ""), ("C", ""), ("D", "")) == "A, B and two other outlets, in their own voice"


def test_an_outlet_accuses_nobody_itself() -> None:
    assert words.accusers(["police"], ["Northern Wire"]) == "police, and by the account of Northern Wire"
    assert words.accusers([], ["A", "B", "C", "D"]) == "the account of A, B and two other outlets"
    assert words.accusers(["a", "b", "c", "d"], []) == "a, b and two other sources"
    assert blamed([True], False, "the account of A") == "is accused, by the account of A"


def test_a_bomb_on_a_motorcycle_is_in_no_car() -> None:
    assert words.means(Means.CAR_BOMB, False, "a motorcycle bomb") == "vehicle bomb"
    assert words.means(Means.CAR_BOMB, True, "two booby-trapped cars") == "car bombs"
    assert words.means(Means.CAR_BOMB) == "car bombs"
    assert words.means(Means.PLANTED_BOMB) == "bombs", "of a mere bombing nobody says how it came there"


def test_a_name_that_ends_in_a_stop_ends_its_sentence() -> None:
    assert _stopped((Phrase("A is accused by the U.S."), Phrase("."))) == (Phrase("A is accused by the U.S."),)
    assert _stopped((Phrase("Two were killed, according to the U.S.."),)) == (
        Phrase("Two were killed, according to the U.S."),
    )


def titled(*places: Place) -> str:
    """The title of the first case as one shooting in these places."""
    case = first_case.dossier()
    one = replace(case.incident, kind=IncidentKind.SHOOTING, places=places, children=())
    return build(replace(case, incident=one, children=(), claims=())).title


def test_a_title_names_the_city_of_a_quarter_and_the_state_of_an_american_town() -> None:
    town = Place("Norham", "Norham", PlaceKind.SETTLEMENT, country="United States", country_code="US", admin1="Ohio")
    assert titled(town) == "Shooting in Norham, Ohio, United States"
    assert titled(town, replace(town, text="Harwick", name="Harwick", admin1="Iowa")) == (
        "Shooting in Norham and Harwick, United States"
    )
    assert titled(replace(town, text="Ohio Falls", name="Ohio Falls")) == "Shooting in Ohio Falls, Ohio, United States"
    quarter = Place("Orsted", "Orsted", PlaceKind.SETTLEMENT, country="Pakistan", country_code="PK", within="Karachi")
    assert titled(quarter) == "Shooting in Orsted, Karachi, Pakistan"


def means(*rows: tuple[str, int | None, int | None, str]) -> str:
    """The sentence on the attacks of the first case where these alone are told: means, bounds, place."""
    case = first_case.dossier()
    tartus = next(p for one in (case.incident, *case.children) for p in one.places if p.text == "Tartus")
    paris = replace(tartus, text="Paris", name="Paris", geoname_id=2988507, country="France", country_code="FR")
    held = {"Tartus": (tartus,), "Paris": (paris,), "": ()}
    attack, words = next((c, c.content.wording) for c in case.claims if isinstance(c.content, Attack))
    told = tuple(
        replace(attack, id=f"clm-{at}", places=held[place], content=Attack(Means(name), words, low=low, high=high))
        for at, (name, low, high, place) in enumerate(rows)
    )
    others = tuple(claim for claim in case.claims if not isinstance(claim.content, Attack))
    incident = replace(case.incident, claims=(*case.incident.claims, *(claim.id for claim in told)))
    built = build(replace(case, claims=(*others, *told), incident=incident))
    texts = ["".join(phrase.text for phrase in sentence) for sentence in built.sentences]
    return next((text for text in texts if text.startswith(("Counted", "Means"))), "")


def test_attacks_counted_elsewhere_are_left_to_the_table() -> None:
    assert means(("missile", 3, 3, "Paris"), ("missile", 2, 2, "Tartus")) == (
        "Counted by the sources: two missiles in Tartus."
    )


def test_an_exact_count_stands_for_the_bound_that_it_fulfils() -> None:
    assert means(("missile", 2, None, "Tartus"), ("missile", 3, 3, "Tartus"), ("missile", 3, 3, "")) == (
        "Counted by the sources: three missiles in Tartus."
    )


def test_means_that_few_tell_of_are_left_to_the_table() -> None:
    often = [("missile", 1, 1, "Tartus")] * 4
    assert means(*often, ("fire", 1, 1, "Tartus"), ("other", 1, 1, "Tartus")) == "Means reported: missiles."
    assert means(("other", 1, 1, "Tartus")) == ""


def test_a_number_that_no_source_gives_is_no_source_s_number() -> None:
    fewer = [text for text in told(Harm.INJURED, low=1, best=1, high=1, computed=True) if "injured" in text]
    assert len(fewer) == 1
    assert fewer[0].startswith("One person was injured, by the count of ")
    assert "without those who have died since" in fewer[0]
    stated = [text for text in told(Harm.INJURED, low=1, best=1, high=1) if "injured" in text]
    assert stated[0].startswith("One person was injured, according to ")
