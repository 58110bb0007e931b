"""Text all in capitals written as other news is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casrec.extract.reading import Reading
from casrec.extract.recasing import recased
from casrec.records import Report

CASES = [
    ("COLONEL RENE VARGA, CHIEF OF STAFF, SAID THE ARMY LOST NINE MEN.",
     "Colonel Rene Varga, chief of staff, said the army lost nine men."),
    ("THE FMLN [FARABUNDO MARTI NATIONAL LIBERATION FRONT] ATTACKED ON 3 MAY.  IT MAY ATTACK AGAIN.",
     "The FMLN [Farabundo Marti National Liberation Front] attacked on 3 May.  It may attack again."),
    ("A MEMBER OF THE UNION OF FARM WORKERS (UFW) WAS KILLED BY RAMON LOVE.",
     "A member of the Union of Farm Workers (UFW) was killed by Ramon Love."),
    ("GUERRILLAS IN EL SALVADOR KILLED MAYOR JOSE DE LA CRUZ ON MONDAY.",
     "Guerrillas in El Salvador killed Mayor Jose de la Cruz on Monday."),
    ("THE 1ST BRIGADE IS IN SAN MIGUEL, 10 KM FROM THE SALVADORAN-HONDURAN BORDER.",
     "The 1st brigade is in San Miguel, 10 km from the Salvadoran-Honduran border."),
    ("EL SALVADOR'S CHURCHES AND THE FMLN'S MEN MET IN LA PAZ, CALI ETC.",
     "El Salvador's churches and the FMLN's men met in La Paz, Cali etc."),
    ('"WE DID IT," SAID ARRIETA.  THE U.S. EMBASSY WAS CLOSED, WHO KNOWS WHY.',
     '"We did it," said Arrieta.  The U.S. embassy was closed, who knows why.'),
    ("LIMA, 6 FEB 89 (EFE) -- [TEXT] THE POLICE AND THE PRESS WERE THERE.",
     "LIMA, 6 FEB 89 (EFE) -- [text] The police and the press were there."),
]  # fmt: skip


@pytest.mark.parametrize(("capitals", "wanted"), CASES)
def test_names_keep_their_capitals(capitals: str, wanted: str) -> None:
    assert recased(capitals) == wanted


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_letter_stays_at_its_place(text: str) -> None:
    found = recased(text.upper())
    assert len(found) == len(text.upper())
    assert found.upper() == text.upper().upper() or found.casefold() == text.upper().casefold()


def test_what_is_written_small_stays_as_it_is() -> None:
    assert (
        recased("THE ARMY SAID SO. Ian McDonald's men denied it.") == "The army said so. Ian McDonald's men denied it."
    )


def test_a_report_keeps_its_own_words() -> None:
    report = Report.make(name="wire", text="PRESIDENT ANA VARGA SAID THREE SOLDIERS WERE KILLED BY REBELS.")
    reading = Reading(report)
    assert reading.text.startswith("President Ana Varga said")
    assert reading.report.text == report.text
