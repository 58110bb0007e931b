"""Names of sources as sentences have them."""

from __future__ import annotations

import pytest

from casrec.naming import named


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("interior ministry", "the interior ministry"),
        ("Interior ministry", "the interior ministry"),
        ("Syrian Observatory for Human Rights", "the Syrian Observatory for Human Rights"),
        ("United Nations", "the United Nations"),
        ("State media", "state media"),
        ("Syrian state media", "Syrian state media"),
        ("police", "police"),
        ("New York Police Department", "the New York Police Department"),
        ("spokesman", "a spokesman"),
        ("official", "an official"),
        ("director", "the director"),
        ("a police source", "a police source"),
        ("Peru's health ministry", "Peru's health ministry"),
        ("state's police commissioner", "the state's police commissioner"),
        ("women's rights groups", "women's rights groups"),
        ("Syria’s Foreign Ministry", "Syria’s Foreign Ministry"),
        ("Human Rights Watch", "Human Rights Watch"),
        ("Deputies", "deputies"),
        ("Islamic State", "Islamic State"),
        ("AFP", "AFP"),
        ("Man", "a man"),
        ("Family friend", "a family friend"),
        ("father", "the father"),
        ("criminal complaint", "the criminal complaint"),
        ("United States", "the United States"),
        ("U.S.", "the U.S."),
        ("White House", "the White House"),
        ("White House officials", "White House officials"),
        ("coast guard", "the coast guard"),
        ("Norland Coast Guard", "the Norland Coast Guard"),
        ("prison guard", "prison guard"),
        ("Islamic Revolutionary Guard Corps", "the Islamic Revolutionary Guard Corps"),
        ("Regime", "the regime"),
        ("Sheriff's Department", "the Sheriff's Department"),
        ("coroner’s office", "the coroner’s office"),
        ("U.S. official", "a U.S. official"),
        ("Israeli official", "an Israeli official"),
        ("unidentified official in Tripoli", "an unidentified official in Tripoli"),
        ("university spokesman", "a university spokesman"),
        ("European official", "a European official"),
        ("UN spokesman", "a UN spokesman"),
        ("FBI official", "an FBI official"),
        ("NATO commander", "a NATO commander"),
        ("SWAT officer", "a SWAT officer"),
        ("Norham County coroner", "the Norham County coroner"),
        ("Officials in Oklahoma", "officials in Oklahoma"),
        ("Police Chief Jane Roe", "Police Chief Jane Roe"),
        ("They", "people not named"),
        ("she", "somebody not named"),
        ("", ""),
    ],
)
def test_a_name_has_its_article_and_no_stray_capital(name: str, said: str) -> None:
    assert named(name) == said
